import Glibc
import PluginHost
import Testing

@Suite("What is known of plugins from an earlier start")
struct CatalogueCacheTests {
    /// A host that can start no worker: whatever it shows it has from the cache.
    private static let noWorker = "/nowhere/patchbay-worker"

    @Test("is shown without running or reading any of them; the first call starts the one it needs")
    func known() async throws {
        let first = try Installation.keeping()
        for name in ["one", "two", "three"] { try first.add(name, policy: #"{"concurrency": 7}"#) }
        await first.host.load()
        let shown = first.host.plugins

        let blind = first.again { $0.worker = Self.noWorker }
        await blind.host.load()
        #expect(blind.host.connectors.map(\.id) == ["one", "three", "two"])
        #expect(blind.host.connector("one")?.policy.concurrency == 7)
        #expect(blind.host.plugins.map(\.runtime) == [.stopped, .stopped, .stopped])
        #expect(blind.host.plugins.map(\.sha256) == shown.map(\.sha256))
        #expect(blind.host.plugins.map(\.version) == shown.map(\.version))

        let second = first.again()
        await second.host.load()
        #expect(second.host.plugins.map(\.runtime) == [.stopped, .stopped, .stopped])
        async let answers = [second.say("ok", to: "two"), second.say("ok", to: "two"), second.say("ok", to: "two")]
        #expect(try await answers == Array(repeating: #""ok""#, count: 3))
        #expect(second.host.plugins.map { $0.runtime == .stopped } == [true, true, false])
    }

    @Test("tells of a plugin that cannot start when it is needed")
    func cannotStart() async throws {
        let first = try Installation.keeping()
        try first.add()
        await first.host.load()
        let blind = first.again { $0.worker = Self.noWorker }
        await blind.host.load()
        await #expect(throws: (any Error).self) { try await blind.say("ok") }
        guard case .refused(let sentence)? = blind.state() else {
            Issue.record("\(String(describing: blind.state()))")
            return
        }
        #expect(sentence.hasPrefix("The worker \(Self.noWorker) cannot be started"))
    }

    @Test("means nothing for a file that is another one now, or was touched")
    func otherFile() async throws {
        let first = try Installation.keeping()
        try first.add("same")
        try first.add("touched")
        try first.add("replaced")
        await first.host.load()
        try #require(unsafe utimensat(AT_FDCWD, first.folder + "/touched.so", nil, 0) == 0)
        try first.add("replaced", manifest: #"{"id":"replaced","name":"Replaced","version":"2.0.0"}"#)
        let second = first.again()
        await second.host.load()
        #expect(second.host.plugins.map { $0.runtime == .stopped } == [false, true, false])
        #expect(second.host.connector("replaced")?.version == "2.0.0")
    }

    @Test("is not believed when it lies: the file that is loaded has the last word before the first call")
    func lies() async throws {
        let first = try Installation.keeping()
        try first.add()
        await first.host.load()
        let path = try #require(first.host.configuration.cache)
        let host = try #require(FileIdentity(path: "/proc/self/exe").map { _ in hostBuild() })
        var cache = try #require(CatalogueCache(try BinaryFixture.read(path), for: host))
        cache.records["misbehaving"]?.manifest = Array(#"{"id":"misbehaving","name":"Another","version":"9.9.9","aliases":["bank"]}"#.utf8)
        cache.records["misbehaving"]?.sha256 = String(repeating: "0", count: 64)
        try write(cache.document(for: host), path)

        let second = first.again()
        await second.host.load()
        #expect(second.host.connector("bank")?.version == "9.9.9")
        #expect(try await second.say("ok") == #""ok""#)
        #expect(second.host.connector("misbehaving")?.version == "1.0.0")
        #expect(second.host.connector("bank") == nil)
        #expect(second.host.plugins.first?.sha256 == first.host.plugins.first?.sha256)
    }

    @Test("is thrown away when it is not exactly what this host wrote", arguments: [
        "cut": { Array($0.prefix($0.count - 1)) },
        "flipped": { $0.with($0[$0.count / 2] ^ 1, at: $0.count / 2) },
        "empty": { _ in [] },
        "of an older format": { Array(String(decoding: $0, as: UTF8.self).replacing("catalogue 1", with: "catalogue 0").utf8) },
        "binary": { _ in (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) } },
    ] as [String: @Sendable ([UInt8]) -> [UInt8]])
    func damaged(what: String, damage: @Sendable ([UInt8]) -> [UInt8]) async throws {
        let first = try Installation.keeping()
        try first.add()
        await first.host.load()
        let path = try #require(first.host.configuration.cache)
        let good = try BinaryFixture.read(path)
        try write(damage(good), path)
        let second = first.again()
        await second.host.load()
        #expect(second.state() == .serving)
        #expect(second.host.plugins.first?.runtime != .stopped)
        #expect(try BinaryFixture.read(path) == good) // and written anew
    }

    @Test("is thrown away when others could have written it")
    func writable() async throws {
        let first = try Installation.keeping()
        try first.add()
        await first.host.load()
        let path = try #require(first.host.configuration.cache)
        try #require(unsafe chmod(path, 0o666) == 0)
        let blind = first.again { $0.worker = Self.noWorker }
        await blind.host.load()
        #expect(blind.state() != .serving)
    }

    @Test("is for one build of the host only")
    func otherHost() {
        let document = CatalogueCache().document(for: "1 2 3")
        #expect(CatalogueCache(document, for: "1 2 3") != nil)
        #expect(CatalogueCache(document, for: "1 2 4") == nil)
    }

    @Test("is forgotten with the file")
    func removed() async throws {
        let first = try Installation.keeping()
        try first.add("one")
        try first.add("two")
        await first.host.load()
        try await first.running {
            var updates = first.host.updates().makeAsyncIterator()
            _ = await updates.next()
            try #require(unsafe unlink(first.folder + "/one.so") == 0)
            _ = await updates.next()
        }
        let cache = try CatalogueCache(BinaryFixture.read(#require(first.host.configuration.cache)), for: hostBuild())
        #expect(cache?.records.keys.sorted() == ["two"])
    }

    /// How the host that runs these tests names its build.
    private func hostBuild() -> String {
        FileIdentity(path: executablePath)?.description ?? ""
    }
}

extension Installation {
    /// One that keeps what it learns of its plugins.
    fileprivate static func keeping() throws -> Installation {
        let cache = try Scratch.folder() + "/plugins.cache"
        return try Installation { $0.cache = cache }
    }
}
