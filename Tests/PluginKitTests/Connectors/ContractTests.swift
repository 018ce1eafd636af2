import Model
import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

/// What every connector of ours must keep.
@Suite(.serialized)
struct ContractTests {
    private static let connectors = ["Discord", "HTTP", "Slack", "Text"]

    @Test(arguments: connectors)
    func `The manifest is valid, and so are its forms and samples`(name: String) throws {
        let manifest = try TestPlugin(connector: name).manifest
        #expect(try Schemas.violations(of: manifest, "manifest.json") == [])
        for scheme in manifest["auth"]?.array ?? [] { _ = try JSONSchema(scheme["fields"] ?? nil) }
        for action in manifest["actions"]?.array ?? [] {
            let id = try #require(action["id"]?.string)
            try check(action, schema: "input", sample: "sample_input", id)
            try check(action, schema: "output", sample: "sample_output", id)
        }
    }

    private func check(_ action: JSON, schema: String, sample: String, _ id: String) throws {
        guard let document = action[schema] else { return }
        let schema = try JSONSchema(document)
        if let sample = action[sample] { #expect(schema.check(sample).isEmpty, "\(id)") }
    }

    @Test(arguments: connectors)
    func `The catalogue can show it`(name: String) throws {
        let manifest = try TestPlugin(connector: name).manifest
        #expect(manifest["description"]?.string?.isEmpty == false)
        #expect(manifest["category"]?.string?.isEmpty == false)
        #expect(manifest["icon"]?.string?.hasPrefix("<svg") == true)
        for action in manifest["actions"]?.array ?? [] {
            #expect(action["description"]?.string?.isEmpty == false)
            #expect(action["sample_input"] != nil)
            #expect(action["output"] != nil)
        }
    }

    @Test(arguments: ["Discord", "Slack"])
    func `Requests keep to the document and to the hosts of the manifest`(name: String) async throws {
        let exchange = try Exchange(name, answers: .answer(["ok": true]), .answer(["ok": true]))
        let manifest = exchange.plugin.manifest
        let sample = manifest[pointer: "/actions/0/sample_input"] ?? [:]
        for scheme in ["bot_token", "webhook"] {
            _ = await exchange.plugin.outcome("send_message", sample, connection: ["id": "c", "scheme": .string(scheme), "fields": [:]])
        }
        #expect(exchange.requests.count == 2)
        let hosts = manifest["hosts"]?.array?.compactMap { $0["host"]?.string } ?? []
        for request in exchange.requests {
            #expect(try Schemas.violations(of: request, "fetch.request.json") == [])
            let url = try #require(request["url"]?.string)
            #expect(url.hasPrefix("connection:") || hosts.contains { url.hasPrefix("https://\($0)/") })
        }
    }
}
