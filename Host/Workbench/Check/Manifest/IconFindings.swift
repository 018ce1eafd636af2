/// What is wrong with an icon. The console shows it, so it is judged by what a page must not take from a stranger.
func iconFindings(_ icon: String?) -> [Finding] {
    guard let icon else { return [.warning("There is no icon: add an SVG, so that people recognise the connector.")] }
    let text = icon.lowercased()
    guard text.drop(while: \.isWhitespace).hasPrefix("<svg"), text.contains("http://www.w3.org/2000/svg"), text.contains("</svg>") || text.contains("/>") else {
        return [.failed("The icon is no SVG document: begin with <svg xmlns=\"http://www.w3.org/2000/svg\" …>.", at: "/icon")]
    }
    var findings: [Finding] = []
    if icon.utf8.count > largest {
        findings.append(.failed("The icon has \(icon.utf8.count) bytes; \(largest) are allowed: simplify its paths.", at: "/icon"))
    }
    if let word = forbidden.first(where: text.contains) {
        findings.append(.failed("The icon contains '\(word)', which could run or fetch something: draw with shapes and paths only.", at: "/icon"))
    } else if hasHandler(text) {
        findings.append(.failed("The icon has an event handler: take out all attributes that begin with 'on'.", at: "/icon"))
    }
    return findings
}

private let largest = 32 << 10

/// In lower case. `url(#…)` and `href="#…"` stay inside the document and are fine.
private let forbidden = [
    "<script", "<foreignobject", "<iframe", "<image", "<style", "<!doctype", "<!entity", "javascript:", "data:", "url(http", "@import",
    "href=\"http", "href='http", "href=\"//", "href='//",
]

/// An attribute such as `onload=`.
private func hasHandler(_ text: String) -> Bool {
    text.matches(of: /\son[a-z]+\s*=/).isEmpty == false
}
