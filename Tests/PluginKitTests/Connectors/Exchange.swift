import PatchbayJSON
import PluginKit
import PluginKitTesting

/// A connector behind its real library, and the provider's answers that it shall get, one after the other.
struct Exchange {
    let plugin: TestPlugin

    /// Throws when the connector was not built, or cannot be loaded.
    init(_ connector: String, answers: JSON...) throws {
        plugin = try TestPlugin(connector: connector, host: TestHost(answers: answers.map(Answer.init(document:))))
    }

    /// What the connector sent, in order.
    var requests: [JSON] { plugin.requests }
}

extension JSON {
    static func answer(_ json: JSON, status: Int = 200, headers: JSON = [:]) -> JSON {
        .members(["status": status, "headers": headers, "json": json])
    }

    static func answer(text: String, status: Int = 200) -> JSON {
        .members(["status": status, "headers": ["content-type": "text/plain"] as JSON, "text": text])
    }
}
