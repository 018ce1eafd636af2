import Logging
import Workbench

/// Log lines for a person at a terminal: `warning plugin refused (plugin: notes, reason: …)`.
struct ConsoleLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let console: DevelopmentConsole

    init(level: Logger.Level, console: DevelopmentConsole) {
        logLevel = level
        self.console = console
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let pairs = metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }).sorted { $0.key < $1.key }.map { key, value in
            "\(key): \(Redaction.isSecret(key: key) ? Redaction.mark : Redaction.redact("\(value)"))"
        }
        let details = pairs + (event.error.map { ["error: \(Redaction.redact("\($0)"))"] } ?? [])
        let tail = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
        console.say("\(event.level) \(Redaction.redact(event.message.description))\(tail)")
    }
}
