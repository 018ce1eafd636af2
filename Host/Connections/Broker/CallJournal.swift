package import Egress
import Model
import PatchbayJSON
import PluginHost
import Synchronization

/// What a person wants to see of one call: what the plugin logged, and what went over the wire. Without secrets, and bounded.
package final class CallJournal: Sendable {
    /// Lines kept of a call.
    package static let lineLimit = 100
    /// Bytes kept of a line.
    package static let lineLength = 4 << 10
    /// Exchanges kept of a call.
    package static let exchangeLimit = 64

    private struct Line {
        let at: Timestamp
        let level: PluginLogLevel
        let message: String
    }

    private struct Content {
        var lines: [Line] = []
        var exchanges: [HTTPExchange] = []
        var mismatches: [String] = []
        var droppedLines = 0
        var droppedExchanges = 0
    }

    private let content = Mutex(Content())
    private let mask: SecretMask

    package init(masking mask: SecretMask = SecretMask([])) {
        self.mask = mask
    }

    func log(_ level: PluginLogLevel, _ message: String, at time: Timestamp = .now) {
        let bytes = mask.prefix(Self.lineLength, of: Array(message.utf8))
        let line = Line(at: time, level: level, message: String(decoding: bytes, as: UTF8.self))
        content.withLock { content in
            if content.lines.count < Self.lineLimit { content.lines.append(line) } else { content.droppedLines += 1 }
        }
    }

    func record(_ exchanges: [HTTPExchange]) {
        content.withLock { content in
            let kept = exchanges.prefix(Self.exchangeLimit - content.exchanges.count)
            content.exchanges += kept
            content.droppedExchanges += exchanges.count - kept.count
        }
    }

    /// A failure whose sentence the plugin wrote, without secrets.
    func masked(_ failure: CallFailure) -> CallFailure {
        var failure = failure
        failure.message = mask.masking(failure.message)
        return failure
    }

    /// The document of an output that the plugin wrote, without secrets.
    func masked(_ output: JSON) -> [UInt8] {
        let document = output.bytes()
        return mask.finds(in: document) ? mask.masking(output).bytes() : document
    }

    /// Where an action's output differs from what its connector declared.
    func record(mismatches: [String]) {
        content.withLock { $0.mismatches += mismatches.map { mask.masking($0) } }
    }
}

extension CallJournal {
    /// `{"log":[{"at","level","message"}],"exchanges":[…]}`, with `output_mismatches` and `dropped` where there are any; nil when
    /// nothing happened.
    package var document: [UInt8]? {
        let content = content.withLock { $0 }
        guard !content.lines.isEmpty || !content.exchanges.isEmpty || !content.mismatches.isEmpty else { return nil }
        var writer = JSONWriter(capacity: 4096)
        writer.object { writer in
            writer.key("log")
            writer.array { writer in
                for line in content.lines { Self.write(line, into: &writer) }
            }
            writer.key("exchanges")
            writer.array { writer in
                for exchange in content.exchanges { writer.value(exchange.json) }
            }
            if !content.mismatches.isEmpty { writer.member("output_mismatches", .array(content.mismatches.map(JSON.string))) }
            if content.droppedLines + content.droppedExchanges > 0 {
                let (lines, exchanges) = (JSONNumber(content.droppedLines), JSONNumber(content.droppedExchanges))
                writer.member("dropped", ["log": .number(lines), "exchanges": .number(exchanges)])
            }
        }
        return writer.bytes()
    }

    private static func write(_ line: Line, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("at", line.at.description)
            writer.member("level", line.level.name)
            writer.member("message", line.message)
        }
    }
}

extension PluginLogLevel {
    var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }
}
