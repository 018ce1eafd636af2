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
    @Test("lists a bad file with a sentence that says what to do", arguments: [
        Bad("not a library", "It") { try write(Array("#!/bin/sh\n".utf8), $0 + "/bad.so") },
        Bad("empty", "It") { try write([], $0 + "/bad.so") },
        Bad("a folder", "It is not a regular file: copy the library itself.") { try #require(unsafe mkdir($0 + "/bad.so", 0o755) == 0) },
        Bad("a link", "It is a symbolic link: copy the library itself.") { try #require(unsafe symlink("/bin/true", $0 + "/bad.so") == 0) },
        Bad("writable by all", "Everybody may write to it: run chmod o-w bad.so.") {
            try move(copy(try Fixture.build("Misbehaving/misbehaving.c")), $0 + "/bad.so")
            try #require(unsafe chmod($0 + "/bad.so", 0o666) == 0)
        },
        Bad("without the entry", "It exports no patchbay_plugin_v1") {
            try move(copy(try Fixture.build("Misbehaving/misbehaving.c", ["-DNO_ENTRY"])), $0 + "/bad.so")
        },
        Bad("of another name", "Its manifest says its id is misbehaving: rename the file to misbehaving.so.") {
            try move(copy(try Fixture.build("Misbehaving/misbehaving.c")), $0 + "/bad.so")
        },
        Bad("without a name", "Its manifest is not right. 'name' is missing; add it.") {
            try move(copy(try Fixture.build("Misbehaving/misbehaving.c", [#"-DMANIFEST="{\"id\":\"bad\",\"version\":\"1.0.0\"}""#])), $0 + "/bad.so")
        },
        Bad("with a wrong policy", "Its policy bad.json is wrong: enabled must be true or false.") {
            try write(Array(#"{"enabled": 1}"#.utf8), $0 + "/bad.json")
            try write([0x7F], $0 + "/bad.so")
        },
        Bad("with a policy that is no JSON", "Its policy bad.json is not JSON: ") {
            try write(Array("enabled".utf8), $0 + "/bad.json")
            try write([0x7F], $0 + "/bad.so")
        },
    ])
    func bad(file: Bad) async throws {
        let installation = try Installation()
        try file.make(installation.folder)
        await installation.host.load()
        guard case .refused(let sentence)? = installation.state("bad") else {
            Issue.record("\(String(describing: installation.state("bad")))")
            return
        }
        #expect(sentence.hasPrefix(file.sentence), "\(sentence)")
        #expect(sentence.hasSuffix("."))
    }

    @Test("names the runtime a plugin lacks, and the cure")
    func otherToolchain() async throws {
        let installation = try Installation { $0.runtimes["swift-6.1"] = "/nowhere" }
        try installation.add(try Self.dispatching(noting: "swift-5.0"), as: "dispatching")
        await installation.host.load()
        let here = installation.host.configuration.runtimes.keys.sorted().joined(separator: ", ")
        #expect(installation.state("dispatching") == .refused(
            "It was built with swift-5.0, and here are runtimes for \(here) only: build it with -static-stdlib, or add a runtime for swift-5.0."
        ))
    }

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

    @Test("never touches a file that is still being written")
    func halfCopied() async throws {
        let installation = try Installation()
        await installation.host.load()
        try await installation.running {
            var updates = installation.host.updates().makeAsyncIterator()
            _ = await updates.next()
            let bytes = try BinaryFixture.read(try Fixture.build("Misbehaving/misbehaving.c"))
            let file = try unsafe #require(fopen(installation.folder + "/misbehaving.so", "w"))
            unsafe fwrite(bytes, 1, bytes.count / 2, file)
            unsafe fflush(file)
            try installation.add("other") // makes the host look
            #expect(await updates.next()?.map(\.id) == ["other"])
            unsafe bytes.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[(bytes.count / 2)...])
                unsafe fwrite(rest.baseAddress, 1, rest.count, file)
            }
            unsafe fclose(file)
            #expect(await updates.next()?.map(\.state) == [.serving, .serving])
        }
    }

    @Test("follows the admin's policy as it changes")
    func policy() async throws {
        let installation = try Installation()
        try installation.add(policy: #"{"enabled": false, "enabeld": true}"#)
        await installation.host.load()
        #expect(installation.state() == .disabled)
        #expect(installation.host.plugins.first?.warnings == ["Its policy has the key enabeld, which means nothing."])
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
    }

    @Test("checks an action's input, and shows where its output differs")
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
        let result = try await installation.host.runAction(connector: "misbehaving", call(["text": "a"]))
        #expect(result.output == .null)
        #expect(result.mismatches == ["The answer has no output."])
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
    private static func dispatching(noting toolchain: String) throws -> String {
        let runtime = try #require(HostFiles.runtimes.values.first)
        return try Fixture.build(
            "Dispatching/dispatching.c", ["-DTOOLCHAIN=\"\(toolchain)\"", "-L", runtime, "-Wl,--no-as-needed", "-lswiftCore", "-ldispatch"]
        )
    }
}

/// A file that must be refused.
struct Bad: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sentence: String
    let make: @Sendable (_ folder: String) throws -> Void

    init(_ what: String, _ sentence: String, _ make: @escaping @Sendable (String) throws -> Void) {
        testDescription = what
        self.sentence = sentence
        self.make = make
    }
}

private func copy(_ path: String) throws -> String {
    let copy = try Scratch.folder() + "/copy"
    try write(BinaryFixture.read(path), copy)
    return copy
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
