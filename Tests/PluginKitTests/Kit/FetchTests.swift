import PatchbayJSON
import PluginKit
import PluginKitTesting
import Synchronization
import Testing

struct FetchTests {
    private let get = #"{"action":"get","input":{"path":"a/b c"},"connection":{"id":"c","scheme":"token"}}"#

    @Test func `A request is what the fetch document says, and its answer the action's`() async throws {
        let seen = Mutex<JSON>(.null)
        let host = TestHost { fetch in
            seen.withLock { $0 = fetch.request }
            fetch.reply(PATCHBAY_OK, ["status": 200, "headers": [:], "json": ["id": 7]])
        }
        let plugin = try TestPlugin(Probe(), host: host)
        let ending = await host.ending(of: plugin.start("action.run", get))
        #expect(ending.json == ["output": ["id": 7]])
        #expect(
            seen.withLock { $0 } == [
                "method": "GET", "url": "https://api.example.org/things/a%2Fb%20c", "auth": true, "query": ["limit": "5"],
            ])
        #expect(host.lines == ["getting a/b c"])
    }

    @Test(arguments: [
        (PATCHBAY_FAILED, ["class": "rate_limited", "message": "Wait.", "retry_after_ms": 70], "rate_limited"),
        (PATCHBAY_FAILED, ["class": "permanent", "message": "Refused."], "permanent"),
        (PATCHBAY_FAILED, ["class": "not yet invented", "message": "?"], "retry"),
        (PATCHBAY_FAILED, "garbage", "retry"),
        (99, ["class": "reauthorize", "message": "New status."], "reauthorize"),
    ] as [(patchbay_status, JSON, String)])
    func `A fetch that failed fails the action with the host's error`(
        status: patchbay_status, document: JSON, expected: String
    ) async throws {
        let host = TestHost { $0.reply(status, document) }
        let plugin = try TestPlugin(Probe(), host: host)
        let ending = await host.ending(of: plugin.start("action.run", get))
        #expect(ending.status == PATCHBAY_FAILED)
        #expect(ending.json?["class"] == .string(expected))
    }

    @Test func `A second and a late reply find nobody and do no harm`() async throws {
        let late = Mutex<[TestHost.Fetch]>([])
        let host = TestHost { fetch in
            late.withLock { $0.append(fetch) }
            for number in 1...3 { fetch.reply(PATCHBAY_OK, ["status": 200, "headers": [:], "json": ["n": .number(JSONNumber(number))]]) }
        }
        let plugin = try TestPlugin(Probe(), host: host)
        let call = plugin.start("action.run", get)
        #expect(await host.ending(of: call).json == ["output": ["n": 1]])
        for fetch in late.withLock({ $0 }) { fetch.reply(PATCHBAY_CANCELLED, .null) }
        #expect(host.endings(of: call) == 1)
        #expect(await plugin.outcome("fill", ["text": "still here"])?["text"] == "still here")
    }

    @Test func `A call whose fetch is never answered ends when it is cancelled`() async throws {
        let (fetches, arrived) = AsyncStream.makeStream(of: TestHost.Fetch.self, bufferingPolicy: .bufferingNewest(1))
        let host = TestHost { arrived.yield($0) }
        let plugin = try TestPlugin(Probe(), host: host)
        let call = plugin.start("action.run", get)
        let fetch = try #require(await fetches.first { _ in true })
        plugin.cancel(call)
        let ending = await host.ending(of: call)
        #expect(ending.status == PATCHBAY_CANCELLED)
        #expect(ending.document.isEmpty)
        // The host's own reply to a cancelled fetch comes late, and finds nobody.
        fetch.reply(PATCHBAY_CANCELLED, .null)
        #expect(host.endings(of: call) == 1)
    }

    @Test func `A fetch that the host has cancelled cancels the call`() async throws {
        let host = TestHost { $0.reply(PATCHBAY_CANCELLED, .null) }
        let plugin = try TestPlugin(Probe(), host: host)
        #expect(await host.ending(of: plugin.start("action.run", get)).status == PATCHBAY_CANCELLED)
    }

    @Test func `Cancelling at any moment ends each call exactly once`() async throws {
        let host = TestHost { fetch in
            Task { fetch.reply(PATCHBAY_OK, ["status": 200, "headers": [:], "json": 1]) }
        }
        let plugin = try TestPlugin(Probe(), host: host)
        var calls: [patchbay_call] = []
        for _ in 0..<500 {
            let call = plugin.start("action.run", get)
            let cancelling = Task { plugin.cancel(call) }
            let ending = await host.ending(of: call)
            await cancelling.value
            #expect(ending.status == PATCHBAY_OK || ending.status == PATCHBAY_CANCELLED)
            calls.append(call)
        }
        #expect(calls.allSatisfy { host.endings(of: $0) == 1 })
    }

    @Test(arguments: ["", ".", ".."])
    func `A value that would climb the path is refused before anything is sent`(path: String) async throws {
        let host = TestHost { _ in Issue.record("sent") }
        let plugin = try TestPlugin(Probe(), host: host)
        #expect(await plugin.outcome("get", ["path": .string(path)])?["class"] == "invalid_input")
    }
}
