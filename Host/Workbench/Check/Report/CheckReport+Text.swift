extension CheckReport {
    /// For a terminal: a line for each check of these levels, and below it what was found. Checks that one fault keeps from
    /// beginning share a line.
    package func text(_ levels: Set<CheckLevel> = Set(CheckLevel.allCases)) -> String {
        let shared = levels.contains(.skipped) ? sharedReasons : []
        let shown = lines.filter { line in
            levels.contains(line.verdict.level) && !shared.contains { $0.reason == line.verdict.reason }
        }
        let width = shown.map(\.check.count).max() ?? 0
        let title = [path, id, version].compactMap(\.self).joined(separator: "  ")
        let skipped = shared.map { "  \(CheckLevel.skipped.word)  \($0.count) checks  \($0.reason)" }
        return ([title] + shown.flatMap { $0.text(width) } + skipped + [summary]).joined(separator: "\n")
    }

    /// Why several checks were skipped, with their number, in the order of the first.
    private var sharedReasons: [(reason: String, count: Int)] {
        var shared: [(reason: String, count: Int)] = []
        for reason in lines.compactMap(\.verdict.reason) where !shared.contains(where: { $0.reason == reason }) {
            shared.append((reason, lines.count { $0.verdict.reason == reason }))
        }
        return shared.filter { $0.count > 1 }
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
        if let reason = verdict.reason { return [head, Self.indentation + reason] }
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
