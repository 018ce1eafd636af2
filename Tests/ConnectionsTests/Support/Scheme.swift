import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

/// A connector with one auth scheme that may send to loopback servers, for brokers without a plugin.
struct Scheme {
    /// Those that may have the credential.
    var receivers: [TestServer]
    /// Those that the connector may reach besides.
    var others: [TestServer] = []
    var kind = "template"
    var apply: JSON?
    var urlPattern: String?
    /// Names of the form's fields; those that start with `secret` are.
    var fields: JSONObject = ["secret": .string(canary)]

    func rights() throws -> OutboundRights {
        let manifest = try manifest()
        let secrets = fields.filter { $0.key.hasPrefix("secret") }.map { ($0.key, $0.value.string ?? "") }
        var plain = JSONObject(fields.filter { !$0.key.hasPrefix("secret") }.map { ($0.key, $0.value) })
        plain["allowed_hosts"] = .array(origins(receivers))
        return try OutboundRights(
            manifest, privateHosts: ["127.0.0.1"], scheme: manifest.scheme("scheme"),
            values: ConnectionValues(fields: plain, secrets: Dictionary(uniqueKeysWithValues: secrets)))
    }

    func manifest() throws -> Manifest {
        let properties = fields.map { name, _ -> (String, JSON) in (name, ["type": "string", "x-secret": .bool(name.hasPrefix("secret"))]) }
        var auth: JSONObject = [
            "id": "scheme", "kind": .string(kind), "name": "Scheme", "hosts": ["{connection}"],
            "fields": ["type": "object", "properties": .object(JSONObject(properties))],
        ]
        auth["apply"] = apply
        auth["url_pattern"] = urlPattern.map(JSON.string)
        let hosts: [JSON] = [["host": "{connection}"]] + others.map { other in
            ["host": "127.0.0.1", "scheme": "http", "port": .number(JSONNumber(Int(other.port)))]
        }
        return try Manifest(["id": "test", "name": "Test", "version": "1.0.0", "hosts": .array(hosts), "auth": [.object(auth)]])
    }

    private func origins(_ servers: [TestServer]) -> [JSON] {
        servers.map { .string("http://127.0.0.1:\($0.port)") }
    }
}

/// A secret that must be found nowhere.
let canary = "canary-7Qp2xV9sLm4T"

extension CallTerms {
    /// Of a call that has a minute.
    static func test(
        _ hints: ActionHints? = nil, key: String? = nil, willSend: (@Sendable () async throws -> Void)? = nil
    ) -> CallTerms {
        CallTerms(hints: hints, idempotencyKey: key, trace: .new(), deadline: .now + .seconds(60), willSend: willSend)
    }
}

extension CallBroker {
    convenience init(_ scheme: Scheme, _ terms: CallTerms = .test(), input: String = "{}", egress: Egress) throws {
        self.init(try scheme.rights(), terms, input: Array(input.utf8), egress: egress)
    }
}

/// The hints that a manifest gives an action.
func hints(_ document: JSON) throws -> ActionHints {
    let action: JSON = ["id": "act", "name": "Act", "input": ["type": "object"], "hints": document]
    return try #require(Manifest(["id": "test", "name": "Test", "version": "1.0.0", "actions": [action]]).action("act")).hints
}
