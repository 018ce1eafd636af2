/// The host side of one call: what a plugin can ask for while it runs.
package protocol CallServices: Sendable {
    /// Sends a request document to the world and gives the reply document. Ends soon when its task is cancelled.
    func fetch(_ request: [UInt8]) async -> FetchReply

    /// Keeps a line of the plugin's log. Called on the thread that reads from workers: must not block.
    func log(_ level: PluginLogLevel, _ message: String)
}

/// How a call or a fetch ended, `patchbay_status`.
package enum CallStatus: Int32, Sendable {
    case ok = 0
    case failed = 1
    case cancelled = 2

    /// Unknown values read as failed.
    init(wire value: Int64) {
        self = Int32(exactly: value).flatMap(CallStatus.init) ?? .failed
    }
}

/// The answer to one fetch, as the plugin gets it.
package struct FetchReply: Sendable {
    package var status: CallStatus
    /// The response for `ok`, an error document for `failed`, empty for `cancelled`.
    package var document: [UInt8]

    package init(status: CallStatus, document: [UInt8]) {
        self.status = status
        self.document = document
    }
}

/// Importance of a plugin's log line, `patchbay_log_level`.
package enum PluginLogLevel: Int32, Sendable, Comparable {
    case debug = 10
    case info = 20
    case warning = 30
    case error = 40

    /// A value between two names reads as the lower one.
    init(wire value: Int64) {
        self = value >= 40 ? .error : value >= 30 ? .warning : value >= 20 ? .info : .debug
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
