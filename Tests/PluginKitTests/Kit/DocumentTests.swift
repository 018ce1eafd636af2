import Model
import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

/// The documents that cross the boundary are those of `PluginAPI/Schemas`.
struct DocumentTests {
    @Test func `Each schema keeps to what the host can check`() throws {
        let names = try Schemas.names()
        #expect(names.count == 28)
        for name in names { #expect(throws: Never.self, "\(name)") { try Schemas.schema(name) } }
    }

    @Test func `The manifest of a connector with one of everything is valid`() throws {
        let manifest = try TestPlugin(Probe()).manifest
        #expect(try Schemas.violations(of: manifest, "manifest.json") == [])
    }

    @Test(arguments: [
        #"{"name":"N","version":"1.0.0"}"#, #"{"id":"Upper","name":"N","version":"1.0.0"}"#, #"{"id":"a","name":"N","version":"1"}"#,
        #"{"id":"a","name":"N","version":"1.0.0","actions":[{"id":"x","name":"X"}]}"#,
        #"{"id":"a","name":"N","version":"1.0.0","hosts":[{"host":"https://a.b"}]}"#,
        #"{"id":"a","name":"N","version":"1.0.0","auth":[{"id":"x","name":"X","kind":"magic"}]}"#,
    ])
    func `A manifest that lacks what it must have is not`(manifest: String) throws {
        #expect(try Schemas.violations(of: try JSON.parse(manifest), "manifest.json") != [])
    }

    @Test func `Unknown members of a manifest are kept`() throws {
        let manifest = #"{"id":"a","name":"N","version":"1.0.0","from_the_future":{"x":1}}"#
        #expect(try Schemas.violations(of: try JSON.parse(manifest), "manifest.json") == [])
    }

    @Test(arguments: [
        ("auth.identity", #"{"connection":{"id":"c","scheme":"token","fields":{}}}"#),
        ("auth.test", #"{"connection":{"id":"c","scheme":"token"}}"#),
        ("action.run", #"{"action":"fill","input":{"text":"t"},"idempotency_key":"k"}"#),
        ("options.list", #"{"action":"fill","field":"item","input":{}}"#),
        ("trigger.poll", #"{"trigger":"new","input":{}}"#),
        ("trigger.receive", #"{"trigger":"hook","input":{},"request":{"method":"POST","headers":{},"text":"a"}}"#),
        ("trigger.subscribe", #"{"trigger":"hook","input":{},"callback_url":"https://host/w"}"#),
        ("trigger.unsubscribe", #"{"trigger":"hook","input":{},"subscription":1}"#),
        ("stream.discover", "{}"), ("stream.read", #"{"stream":"things","mode":"full"}"#),
        ("event.normalize", #"{"kind":"new","data":{"id":"x"}}"#),
    ])
    func `What the kit takes and gives is valid`(operation: String, input: String) async throws {
        let plugin = try TestPlugin(Probe())
        #expect(try Schemas.violations(of: try JSON.parse(input), "\(operation).input.json") == [])
        let ending = await plugin.host.ending(of: plugin.start(operation, input))
        let answer = try #require(ending.json)
        #expect(ending.status == PATCHBAY_OK)
        #expect(try Schemas.violations(of: answer, "\(operation).output.json") == [])
    }

    @Test(arguments: ["throw", "surprise", "fill", "no_such_action"])
    func `An error is a valid error document`(action: String) async throws {
        let plugin = try TestPlugin(Probe())
        let error = try #require(await plugin.outcome(action))
        #expect(try Schemas.violations(of: error, "error.json") == [])
    }

    @Test(arguments: [
        #"{"url":"ftp://a"}"#, #"{"url":"https://a","json":1,"text":"b"}"#, #"{"url":"https://a","auht":true}"#,
        #"{"url":"https://a","method":"get"}"#, #"{"url":"https://a","query":{"a":1}}"#, #"{"method":"GET"}"#,
    ])
    func `A misspelt or contradictory request is not a valid one`(request: String) throws {
        #expect(try Schemas.violations(of: try JSON.parse(request), "fetch.request.json") != [])
    }
}
