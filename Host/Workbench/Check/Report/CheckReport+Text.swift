extension CheckReport {
    /// For a terminal: a line for each check of these levels, and below it what was found.
    package func text(_ levels: Set<CheckLevel> = Set(CheckLevel.allCases)) -> String {
        let shown = lines.filter { levels.contains($0.verdict.level) }
        let width = shown.map(\.check.count).max() ?? 0
        let title = [path, id, version].compactMap(\.self).joined(separator: "  ")
        return ([title] + shown.flatMap { $0.text(width) } + [summary]).joined(separator: "\n")
    }

    private var summary: String {
        "\(count(.passed)) passed, \(count(.failed)) failed, \(count(.warning)) with warnings, \(count(.skipped)) skipped."
    }
}

extension CheckReport.Line {
    private static let indentation = String(repeating: " ", count: 10)

    fileprivate func text(_ width: Int) -> [String] {
        let name = check + String(repeating: " ", count: width - check.count)
        let head = "  \(verdict.level.word)  \(name)  \(description)"
        if case .skipped(let reason) = verdict { return [head, Self.indentation + reason] }
        return [head] + verdict.findings.map { finding in
            Self.indentation + (finding.place.isEmpty ? "" : "\(finding.place): ") + finding.message
        }
    }
}

extension CheckLevel {
    /// All of one width.
    fileprivate var word: String {
        switch self {
        case .passed: "ok    "
        case .skipped: "skip  "
        case .warning: "warn  "
        case .failed: "FAILED"
        }
    }
}
