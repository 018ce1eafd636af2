import Model
import PatchbayJSON
import PluginHost
import Synchronization

/// The world as a call of the checker sees it: no network, each request is answered by a closure.
final class ScriptedProvider: CallServices {
    /// Requests that the host lets one call send.
    static let budget = 64

    private let answer: @Sendable (_ number: Int) async -> FetchReply
    private let sent = Mutex<[[UInt8]]>([])

    /// - Parameter answer: Given the number of the request in its call, from 1.
    init(_ answer: @escaping @Sendable (_ number: Int) async -> FetchReply) {
        self.answer = answer
    }

    convenience init(always reply: FetchReply) {
        self.init { _ in reply }
    }

    /// What the plugin asked to be sent, in order.
    var requests: [[UInt8]] { sent.withLock { $0 } }

    func fetch(_ request: [UInt8]) async -> FetchReply {
        let number = sent.withLock { sent in
            sent.append(request)
            return sent.count
        }
        if number > Self.budget {
            return .failed(.permanent, "The plugin sends more than \(Self.budget) requests in one call.")
        }
        return await answer(number)
    }

    func log(_ level: PluginLogLevel, _ message: String) {}
}

extension FetchReply {
    static func json(_ body: JSON, status: Int = 200, headers: JSONObject = [:]) -> FetchReply {
        var headers = headers
        headers["content-type"] = "application/json"
        return answer(status, headers, ("json", body))
    }

    static func text(_ body: String, type: String, status: Int = 200) -> FetchReply {
        answer(status, ["content-type": .string(type)], ("text", .string(body)))
    }

    static func empty(status: Int = 200) -> FetchReply { answer(status, [:], nil) }

    /// No answer came, as the host says it.
    static func failed(_ class: CallFailure.Class, _ message: String) -> FetchReply {
        let document: JSON = ["class": .string(`class`.rawValue), "message": .string(message)]
        return FetchReply(status: .failed, document: document.bytes())
    }

    /// The call was cancelled while it waited.
    static let interrupted = FetchReply(status: .cancelled, document: [])

    private static func answer(_ status: Int, _ headers: JSONObject, _ body: (name: String, value: JSON)?) -> FetchReply {
        var document: JSONObject = ["status": .number(JSONNumber(status)), "headers": .object(headers)]
        if let body { document[body.name] = body.value }
        return FetchReply(status: .ok, document: JSON.object(document).bytes())
    }
}
