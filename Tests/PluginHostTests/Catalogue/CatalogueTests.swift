import CLinux
import Dispatch
import Glibc
import Logging
import Model
import PatchbayJSON
import PluginHost
import Testing

@Suite("The folder of plugins")
struct CatalogueTests {
    @Test("gives calls to a plugin that is dropped in while the host runs, takes a new build, and lets go of one that is gone")
    func watched() async throws {
        let installation = try Installation()
        await installation.host.load()
        try await installation.running {
            var updates = installation.host.updates().makeAsyncIterator()
            #expect(await updates.next()?.isEmpty == true)

            try installation.add()
            #expect(await updates.next()?.map(\.state) == [.serving])
            #expect(try await installation.say("ok") == #""ok""#)

            try installation.add(definitions: ["IGNORES_CANCEL"])
            let before = installation.host.plugins.first?.sha256
            #expect(await updates.next()?.first?.sha256 != before)
            #expect(try await installation.say("ok") == #""ok""#)

            try #require(unsafe unlink(installation.folder + "/misbehaving.so") == 0)
            #expect(await updates.next()?.isEmpty == true)
            await #expect(throws: CallFailure.self) { try await installation.say("ok") }
        }
    }

    @Test("lets calls of a replaced build end")
    func replaced() async throws {
        let installation = try Installation()
        try installation.add()
        await installation.host.load()
        try await installation.running {
            let (started, signal) = AsyncStream<Void>.makeStream()
            let (release, open) = AsyncStream<Void>.makeStream()
            let services = RecordingServices { request in
                signal.yield()
                for await _ in release { break }
                return FetchReply(status: .ok, document: request)
            }
            let before = try await installation.say("process")
            async let old = installation.say("fetch", services: services)
            for await _ in started { break }
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try installation.add(definitions: ["IGNORES_CANCEL"])
            _ = await updates.next()
            #expect(try await installation.say("process") != before)
            open.yield()
            #expect(try await old == #"{"url":"x"}"#)
        }
    }

    @Test("follows the admin's policy as it changes")
    func policy() async throws {
        let installation = try Installation()
        try installation.add(policy: #"{"enabled": false}"#)
        await installation.host.load()
        #expect(installation.state() == .disabled)
        try await installation.running {
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try installation.setPolicy(#"{"enabled": true}"#, of: "misbehaving")
            #expect(await updates.next()?.map(\.state) == [.serving])
        }
    }

    @Test("finds a connector by an alias, and an id before an alias")
    func aliases() async throws {
        let installation = try Installation()
        try installation.add("one", manifest: #"{"id":"one","name":"One","version":"1.0.0","aliases":["uno","two"]}"#)
        try installation.add("two", manifest: #"{"id":"two","name":"Two","version":"1.0.0"}"#)
        await installation.host.load()
        #expect(installation.host.connector("uno")?.id == "one")
        #expect(installation.host.connector("two")?.id == "two")
        #expect(installation.host.connectors.map(\.id) == ["one", "two"])
        #expect(installation.host.plugins.first?.warnings == ["Its alias two leads to two.so, which has that name, too."])
    }

    @Test("checks an action's input, and that its answer is an envelope")
    func action() async throws {
        let manifest = #"""
            {"id":"misbehaving","name":"Misbehaving","version":"1.0.0","actions":[{"id":"echo","name":"Echo","auth":[],"aliases":["repeat"],
            "input":{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]},"output":{"type":"object","required":["text"]}}]}
            """#.split(separator: "\n").joined()
        let installation = try Installation()
        try installation.add(manifest: manifest)
        await installation.host.load()
        let call = { ActionCall("repeat", input: $0, workspace: WorkspaceID(), trace: .new(), services: RecordingServices()) }
        let failure = await #expect(throws: CallFailure.self) { try await installation.host.runAction(connector: "misbehaving", call(["text": 1])) }
        #expect(failure?.class == .invalidInput)
        // the fixture answers with the envelope, which has no output
        let broken = await #expect(throws: CallFailure.self) { try await installation.host.runAction(connector: "misbehaving", call(["text": "a"])) }
        #expect(broken?.class == .bug)
        #expect(broken?.message.contains("no member output") == true)
        await #expect(throws: CallFailure.self) {
            try await installation.host.runAction(connector: "misbehaving", ActionCall("none", input: [:], workspace: WorkspaceID(), trace: .new(), services: RecordingServices()))
        }
    }

    @Test("stops a worker that is idle, and starts it again when it is needed")
    func idle() async throws {
        let installation = try Installation { $0.idleStop = .zero }
        try installation.add()
        await installation.host.load()
        try await installation.running {
            let before = try await installation.say("process")
            await ended(try #require(pid_t(before)))
            #expect(try await installation.say("process") != before)
        }
    }

    @Test("lets a plugin's libdispatch see that its threads sleep")
    func dispatching() async throws {
        let installation = try Installation()
        try installation.add(try Self.dispatching(noting: HostFiles.runtimes.keys.first ?? ""), as: "dispatching")
        await installation.host.load()
        #expect(try await installation.say("go", to: "dispatching", timeout: .seconds(60)) == #""ran""#)
    }

    /// The fixture on libdispatch, with the runtime of this test's own toolchain.
    static func dispatching(noting toolchain: String) throws -> String {
        let runtime = try #require(HostFiles.runtimes.values.first)
        return try Fixture.build(
            "Dispatching/dispatching.c", ["-DTOOLCHAIN=\"\(toolchain)\"", "-L", runtime, "-Wl,--no-as-needed", "-lswiftCore", "-ldispatch"]
        )
    }
}

/// Waits for a process to end, on a thread of its own.
private func ended(_ process: pid_t) async {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            let descriptor = process_watch(process)
            var events = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            unsafe poll(&events, 1, -1)
            close(descriptor)
            continuation.resume()
        }
    }
}
