/// What was found in one plugin file.
package struct CheckReport: Sendable {
    package struct Line: Sendable {
        package let check: String
        package let description: String
        package let verdict: Verdict
        package let duration: Duration
    }

    package let path: String
    /// Of the manifest, where it could be read.
    package var id: String?
    package var version: String?
    package var lines: [Line] = []

    init(path: String) {
        self.path = path
    }

    package func count(_ level: CheckLevel) -> Int { lines.count { $0.verdict.level == level } }

    /// Whether nothing failed.
    package var passes: Bool { count(.failed) == 0 }
}
