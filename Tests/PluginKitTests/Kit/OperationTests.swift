import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct OperationTests {
    let plugin: TestPlugin

    init() throws {
        plugin = try TestPlugin(Probe())
    }

    @Test(arguments: [
        (
            "auth.identity", #"{"connection":{"id":"c","scheme":"token","fields":{"region":"us"}}}"#,
            #"{"id":"7","name":"us"}"#
        ),
        ("auth.test", #"{"connection":{"id":"c","scheme":"token"}}"#, #"{"ok":true}"#),
        (
            "options.list", #"{"action":"fill","field":"item","input":{"text":"t"},"search":"s"}"#,
            #"{"options":[{"value":"t-s","label":"One"}],"next_page":"2"}"#
        ),
        (
            "options.list", #"{"action":"fill","field":"item","input":{},"page":"2"}"#,
            #"{"options":[{"value":"-","label":"One"}]}"#
        ),
        (
            "trigger.poll", #"{"trigger":"new","input":{},"cursor":4}"#,
            #"{"events":[{"id":"e4","data":{"id":"e4"}}],"cursor":5,"more":false}"#
        ),
        (
            "trigger.receive", #"{"trigger":"hook","input":{},"request":{"method":"POST","headers":{},"json":[1]}}"#,
            #"{"events":[{"data":[1]}]}"#
        ),
        (
            "trigger.receive", #"{"trigger":"hook","input":{},"request":{"method":"POST","headers":{},"text":"a"}}"#,
            #"{"events":[],"response":{"status":415,"text":"JSON only"}}"#
        ),
        (
            "trigger.subscribe", #"{"trigger":"hook","input":{},"callback_url":"https://host/w"}"#,
            #"{"subscription":{"url":"https://host/w"},"expires_at":5}"#
        ),
        ("trigger.unsubscribe", #"{"trigger":"hook","input":{},"subscription":1}"#, "{}"),
        ("stream.read", #"{"stream":"things","mode":"full","state":2}"#, #"{"records":[{"id":2}],"state":3,"more":false}"#),
        ("event.normalize", #"{"kind":"new","data":{"id":"x"}}"#, #"{"events":[{"kind":"thing.created","id":"x"}]}"#),
    ])
    func `Each operation gives its document`(operation: String, input: String, expected: String) async throws {
        let ending = await plugin.host.ending(of: plugin.start(operation, input))
        #expect(ending.status == PATCHBAY_OK)
        #expect(ending.json == (try JSON.parse(expected)))
    }

    @Test func `A credential that does not work fails its test with the scheme's error`() async {
        let ending = await plugin.call("auth.test", ["connection": ["id": "c", "scheme": "key"]])
        #expect(ending.status == PATCHBAY_FAILED)
        #expect(ending.json?["class"] == "reauthorize")
    }

    @Test func `The streams are those of the manifest`() async {
        #expect(await plugin.call("stream.discover", [:]).json?["streams"] == plugin.manifest["streams"])
    }
}
