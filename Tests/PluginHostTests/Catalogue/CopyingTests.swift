import Glibc
import PluginHost
import Testing

/// Each way of putting a file into the folder that is not one step. What must never happen is that half a file is loaded: it
/// would be refused as cut off, and that would be told.
@Suite("A plugin that is copied in by hand")
struct CopyingTests {
    @Test("is left alone until its writer is done, however long that takes, and even over a plugin that serves", arguments: [false, true])
    func slowly(overAnother: Bool) async throws {
        let installation = try Installation()
        if overAnother { try installation.add(manifest: Self.manifest("1.0.0")) }
        await installation.host.load()
        let build = try Self.build("2.0.0")
        try await installation.running {
            var states = States(installation)
            // the same inode: truncated, then written from its start
            let writer = try Writer(installation.folder + "/misbehaving.so")
            for (index, chunk) in build.chunks(5).enumerated() {
                try writer.write(chunk)
                try installation.add("other\(index)") // makes the host look
                try await states.wait { $0["other\(index)"] == "serving" }
                #expect(states.last["misbehaving"] == (overAnother ? "serving 1.0.0" : nil))
                if overAnother { #expect(try await installation.say("ok") == #""ok""#) }
            }
            writer.close()
            try await states.wait { $0["misbehaving"] == "serving 2.0.0" }
            #expect(!states.everything.contains { $0.contains("cut off") })
        }
    }

    @Test("is taken whole when it is renamed over another")
    func renamed() async throws {
        let installation = try Installation()
        try installation.add(manifest: Self.manifest("1.0.0"))
        await installation.host.load()
        try await installation.running {
            var states = States(installation)
            try installation.add(manifest: Self.manifest("2.0.0"))
            try await states.wait { $0["misbehaving"] == "serving 2.0.0" }
        }
    }

    @Test("is refused when it becomes a symbolic link, and serves again when it is a file again")
    func link() async throws {
        let installation = try Installation()
        try installation.add(manifest: Self.manifest("1.0.0"))
        await installation.host.load()
        try await installation.running {
            var states = States(installation)
            let target = try Scratch.folder() + "/misbehaving.so"
            try write(Self.build("2.0.0"), target)
            try #require(unsafe symlink(target, installation.folder + "/.link") == 0)
            try move(installation.folder + "/.link", installation.folder + "/misbehaving.so")
            try await states.wait { $0["misbehaving"]?.contains("symbolic link") == true }
            try installation.add(manifest: Self.manifest("3.0.0"))
            try await states.wait { $0["misbehaving"] == "serving 3.0.0" }
        }
    }

    private static func manifest(_ version: String) -> String {
        #"{"id":"misbehaving","name":"Misbehaving","version":"\#(version)"}"#
    }

    private static func build(_ version: String) throws -> [UInt8] {
        let scratch = try Installation()
        try scratch.add(manifest: manifest(version))
        return try BinaryFixture.read(scratch.folder + "/misbehaving.so")
    }
}

/// What became of the files, as it was told.
private struct States {
    private var updates: AsyncStream<[PluginEntry]>.Iterator
    private(set) var last: [String: String] = [:]
    private(set) var everything: [String] = []

    init(_ installation: Installation) {
        updates = installation.host.updates().makeAsyncIterator()
    }

    mutating func wait(for condition: ([String: String]) -> Bool) async throws {
        while !condition(last) {
            let told = await updates.next(isolation: #isolation)
            let entries = try #require(told)
            last = Dictionary(uniqueKeysWithValues: entries.map { entry in
                switch entry.state {
                case .serving: (entry.id, entry.id == "misbehaving" ? "serving \(entry.version ?? "")" : "serving")
                case .refused(let reason): (entry.id, reason)
                case .starting, .held, .disabled: (entry.id, entry.stateName)
                }
            })
            everything += last.values
        }
    }
}

/// An open file that is written bit by bit.
@safe private final class Writer {
    private let file: UnsafeMutablePointer<FILE>

    init(_ path: String) throws {
        unsafe file = unsafe try #require(fopen(path, "w"))
    }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        let bytes = Array(bytes)
        try #require(unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count)
        unsafe fflush(file)
    }

    func close() {
        unsafe fclose(file)
    }
}

extension [UInt8] {
    fileprivate func chunks(_ count: Int) -> [ArraySlice<UInt8>] {
        (0..<count).map { self[(self.count * $0 / count)..<(self.count * ($0 + 1) / count)] }
    }
}
