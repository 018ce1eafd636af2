package import Engine
import Model
import PatchbayJSON

extension DevelopmentConsole {
    /// One attempt at an action: its requests, what the plugin logged, and how it came out.
    package func show(_ call: StepCall, _ report: AttemptReport) {
        let journal = report.journal.flatMap { try? JSON.parse($0) } ?? [:]
        say("\(call.step.connector).\(call.step.action)" + (call.attempt > 1 ? ", attempt \(call.attempt)" : ""))
        for exchange in journal["exchanges"]?.array ?? [] { detail(Self.line(exchange)) }
        for line in journal["log"]?.array ?? [] { detail("\(line["level"]?.string ?? "") \(line["message"]?.string ?? "")") }
        for mismatch in journal["output_mismatches"]?.array ?? [] { detail("output: \(mismatch.string ?? "")") }
        detail(report.ending)
    }

    private func detail(_ text: String) {
        say("    \(text)")
    }

    /// `POST https://api.example.org/v1/notes 201 (87 ms)`
    private static func line(_ exchange: JSON) -> String {
        let request = "\(exchange["method"]?.string ?? "") \(exchange["url"]?.string ?? "")"
        let answer = exchange["status"]?.int64.map { String($0) } ?? exchange["error"]?.string ?? "no answer"
        let milliseconds = exchange[pointer: "/timings_ms/total"].map { " (\($0.text()) ms)" } ?? ""
        return "\(request) \(answer)\(milliseconds)"
    }
}

extension AttemptReport {
    fileprivate var ending: String {
        switch outcome {
        case .output(let bytes): "→ \(String(decoding: bytes, as: UTF8.self))"
        case .failure(let failure): "✘ \(failure.class.rawValue): \(failure.message)"
        case .interrupted: "✘ interrupted"
        case .cancelled(let message), .inDoubt(let message): "✘ \(message)"
        }
    }
}
