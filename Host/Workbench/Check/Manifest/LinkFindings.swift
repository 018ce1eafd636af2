import PatchbayJSON

/// Links that people are to follow and which are not https.
func linkFindings(_ manifest: JSON, _ declarations: [(pointer: String, json: JSON)]) -> [Finding] {
    var findings: [Finding] = []
    for (pointer, json) in [("", manifest)] + declarations {
        if let url = json["documentation_url"]?.string, !isSafe(url) {
            findings.append(.failed("'\(url)' is no https link: documentation is read by people who sign in.", at: "\(pointer)/documentation_url"))
        }
    }
    for (index, scheme) in (manifest["auth"]?.array ?? []).enumerated() {
        for url in links(in: scheme["setup"]?.string ?? "") where !isSafe(url) {
            findings.append(.failed("The link '\(url)' is not https.", at: "/auth/\(index)/setup"))
        }
    }
    return findings
}

private func isSafe(_ url: String) -> Bool {
    url.hasPrefix("https://") && url.utf8.count > "https://".utf8.count && !url.contains(where: \.isWhitespace)
}

/// Targets of the links in a Markdown text: `[text](target)`.
private func links(in markdown: String) -> [String] {
    var links: [String] = []
    var rest = markdown[...]
    while let open = rest.firstRange(of: "](") {
        rest = rest[open.upperBound...]
        guard let close = rest.firstIndex(of: ")") else { break }
        links.append(String(rest[..<close]))
        rest = rest[close...]
    }
    return links
}
