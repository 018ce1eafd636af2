import PatchbayJSON
import PluginKit
import Synchronization

/// A connector behind its real library, and the provider's answers that it shall get, one after the other.
struct Exchange {
    let plugin: TestPlugin
    private let record: Record

    /// Nil when the connector was not built, or cannot be loaded.
    init?(_ connector: String, answers: JSON...) {
        let record = Record(answers)
        let host = TestHost { fetch in fetch.reply(PATCHBAY_OK, record.answer(fetch.request)) }
        guard let plugin = TestPlugin(connector: connector, host: host) else { return nil }
        self.plugin = plugin
        self.record = record
    }

    /// What the connector sent, in order.
    var requests: [JSON] { record.requests }
}

private final class Record: Sendable {
    private let state: Mutex<(requests: [JSON], answers: ArraySlice<JSON>)>

    init(_ answers: [JSON]) {
        state = Mutex(([], answers[...]))
    }

    var requests: [JSON] { state.withLock { $0.requests } }

    func answer(_ request: JSON) -> JSON {
        state.withLock { state in
            state.requests.append(request)
            return state.answers.popFirst() ?? ["status": 599, "headers": [:], "text": "No answer is left."]
        }
    }
}

extension JSON {
    static func answer(_ json: JSON, status: Int = 200, headers: JSON = [:]) -> JSON {
        .members(["status": status, "headers": headers, "json": json])
    }

    static func answer(text: String, status: Int = 200) -> JSON {
        .members(["status": status, "headers": ["content-type": "text/plain"] as JSON, "text": text])
    }
}
