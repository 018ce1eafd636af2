package import Logging
import Model
import PatchbayJSON

/// Writes each log line as one JSON object on standard error: time, level, message, label, and the metadata.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let write: @Sendable ([UInt8]) -> Void

    package init(label: String, level: Logger.Level, write: @escaping @Sendable ([UInt8]) -> Void = { StandardError.write($0) }) {
        self.label = label
        self.logLevel = level
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line: JSONObject = [
            "time": .string(Timestamp.now.description),
            "level": .string(event.level.rawValue),
            "message": .string(Redaction.redact(event.message.description)),
            "label": .string(label),
        ]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) where line[key] == nil {
            line[key] = Self.json(key, value)
        }
        if let error = event.error { line["error"] = .string(Redaction.redact("\(error)")) }
        write(JSON.object(line).bytes() + [UInt8(ascii: "\n")])
    }

    private static func json(_ key: String, _ value: Logger.Metadata.Value) -> JSON {
        guard !Redaction.isSecret(key: key) else { return .string(Redaction.mark) }
        return switch value {
        case .string(let text): .string(Redaction.redact(text))
        case .stringConvertible(let number as any FixedWidthInteger & CustomStringConvertible): JSONNumber("\(number)").map(JSON.number) ?? .null
        case .stringConvertible(let value): .string(Redaction.redact(value.description))
        case .array(let values): .array(values.map { json(key, $0) })
        case .dictionary(let values): .object(JSONObject(values.map { ($0.key, json($0.key, $0.value)) }))
        }
    }
}
