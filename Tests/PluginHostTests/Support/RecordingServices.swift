import PluginHost
import Synchronization

/// The host side of a call that answers fetches from a closure and keeps what is logged.
final class RecordingServices: CallServices {
    private let answer: @Sendable ([UInt8]) async -> FetchReply
    private let kept = Mutex<[String]>([])

    init(_ answer: @escaping @Sendable ([UInt8]) async -> FetchReply = { FetchReply(status: .ok, document: $0) }) {
        self.answer = answer
    }

    var lines: [String] { kept.withLock { $0 } }

    func fetch(_ request: [UInt8]) async -> FetchReply {
        await answer(request)
    }

    func log(_ level: PluginLogLevel, _ message: String) {
        kept.withLock { $0.append("\(level): \(message)") }
    }
}
