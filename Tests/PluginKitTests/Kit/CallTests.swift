import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct CallTests {
    let plugin: TestPlugin

    init() throws {
        plugin = try TestPlugin(Probe())
    }

    @Test func `An action answers with its output`() async {
        #expect(await plugin.outcome("fill", ["text": "hi"])?["text"] == "hi")
    }

    @Test func `A call carries attempt, key, connection, time and clock`() async {
        let output = await plugin.outcome("call", connection: ["id": "conn_1", "scheme": "token", "fields": ["region": "us"]])
        #expect(output?["attempt"] == 2)
        #expect(output?["key"] == "k1")
        #expect(output?["scheme"] == "token")
        #expect(output?["region"] == "us")
        #expect(output?["in_time"] == true)
        #expect(output?["now"] == .number(JSONNumber(TestHost.now)))
    }

    @Test(arguments: [
        ("action.run", #"{"action":"nothing","input":{}}"#), ("action.run", "{}"), ("no.such", "{}"),
        ("trigger.poll", #"{"trigger":"hook","input":{}}"#), ("auth.test", "{}"),
        ("auth.test", #"{"connection":{"id":"c","scheme":"none"}}"#), ("options.list", #"{"action":"fill","field":"text"}"#),
        ("event.normalize", #"{"kind":"what","data":1}"#), ("action.run", ""), ("action.run", "{"), ("action.run", "[]"),
        ("action.run", #"{"action":7,"input":[]}"#), ("", ""), ("action.run", "\u{0}"),
    ])
    func `What nobody declared, and what is not JSON, is invalid input`(operation: String, input: String) async {
        let ending = await plugin.host.ending(of: plugin.start(operation, input))
        #expect(ending.status == PATCHBAY_FAILED)
        #expect(ending.json?["class"] == "invalid_input")
        #expect(ending.json?["message"]?.string?.isEmpty == false)
    }

    @Test func `Bytes that are no text are invalid input`() async {
        let call = plugin.start("action.run", String(decoding: [0xFF, 0xFE, 0x00], as: UTF8.self))
        #expect(await plugin.host.ending(of: call).json?["class"] == "invalid_input")
    }

    @Test func `An error says its class, wait and field`() async {
        let error = await plugin.outcome("throw")
        #expect(error == ["class": "rate_limited", "message": "Slow down.", "retry_after_ms": 3000])
        let missing = await plugin.outcome("fill", ["count": 1])
        #expect(missing?["class"] == "invalid_input")
        #expect(missing?["field"] == "text")
    }

    @Test func `An error that the connector did not foresee is its bug`() async {
        #expect(await plugin.outcome("surprise")?["class"] == "bug")
    }

    @Test func `Each of a thousand concurrent calls ends exactly once, with its own answer`() async {
        let calls = (0..<1000).map { number in
            (number, plugin.start("action.run", #"{"action":"fill","input":{"text":"\#(number)"}}"#))
        }
        for (number, call) in calls {
            let ending = await plugin.host.ending(of: call)
            #expect(ending.json?["output"]?["text"] == .string("\(number)"))
            #expect(plugin.host.endings(of: call) == 1)
        }
    }

    @Test func `Cancelling a call that has ended, or never was, does nothing`() async {
        let call = plugin.start("action.run", #"{"action":"fill","input":{"text":"a"}}"#)
        _ = await plugin.host.ending(of: call)
        plugin.cancel(call)
        plugin.cancel(999_999)
        #expect(await plugin.outcome("fill", ["text": "b"])?["text"] == "b")
        #expect(plugin.host.endings(of: call) == 1)
    }
}
