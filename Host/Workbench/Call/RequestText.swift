import Egress
import PatchbayJSON

extension RecordedExchange {
    /// The request and the first line of its answer as HTTP would show them, for a person.
    package var text: String {
        var lines = ["\(request.method) \(request.url)"]
        lines += request.headers.map { "\($0.name): \($0.value)" }
        if !request.body.isEmpty { lines += ["", Self.readable(request.body)] }
        lines += ["", "→ " + (answer.failure.map { "no answer (\($0.rawValue))" } ?? "\(answer.status)")]
        return lines.joined(separator: "\n")
    }

    /// JSON indented, other text as it is, bytes by their number.
    private static func readable(_ body: [UInt8]) -> String {
        if let json = try? JSON.parse(body) { return json.prettyText() }
        return String(validating: body, as: UTF8.self) ?? "(\(body.count) bytes)"
    }
}
