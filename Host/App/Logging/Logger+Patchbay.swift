import Logging

extension Logger {
    /// The logger of this program: JSON lines on standard error.
    static func patchbay(level: Logger.Level) -> Logger {
        Logger(label: "patchbay") { label in JSONLogHandler(label: label, level: level) }
    }
}
