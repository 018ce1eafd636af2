import Glibc
import Testing

/// Small libraries from `cc`, and what damage does to them.
enum BinaryFixture {
    static let entry = #"__attribute__((visibility("default"))) const void *patchbay_plugin_v1(const void *host) { return host; }"#

    /// The bytes of what `cc` makes of a source.
    static func build(_ source: String, _ options: [String] = ["-shared"]) throws -> [UInt8] {
        try read(file(source, options))
    }

    /// The path of what `cc` makes of a source.
    static func file(_ source: String, _ options: [String] = ["-shared"]) throws -> String {
        let folder = try Scratch.folder()
        let path = folder + "/source.c"
        guard let file = unsafe fopen(path, "w") else { throw Unreadable(path: path) }
        unsafe fputs(source, file)
        unsafe fclose(file)
        try Fixture.run(
            ["cc", "-w", "-fPIC", "-fvisibility=hidden", "-I", "\(Fixture.root)/PluginAPI/Header", "-o", folder + "/result", path] + options)
        return folder + "/result"
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = unsafe fopen(path, "r") else { throw Unreadable(path: path) }
        defer { unsafe fclose(file) }
        unsafe fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: unsafe ftell(file))
        unsafe rewind(file)
        guard unsafe fread(&bytes, 1, bytes.count, file) == bytes.count else { throw Unreadable(path: path) }
        return bytes
    }

    struct Unreadable: Error {
        let path: String
    }
}

extension [UInt8] {
    /// The file with a little-endian number written over what was at `offset`.
    func with<Number: FixedWidthInteger>(_ number: Number, at offset: Int) -> [UInt8] {
        var copy = self
        for byte in 0..<MemoryLayout<Number>.size { copy[offset + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
        return copy
    }

    func number(at offset: Int) -> Int {
        self[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// The file with entries of its dynamic section called something that nobody looks for.
    func withoutDynamicTags(_ tags: Int...) throws -> [UInt8] {
        let dynamic = try #require((0..<Int(self[56])).first { self[number(at: 32) + $0 * 56] == 2 })
        let start = number(at: number(at: 32) + dynamic * 56 + 8)
        var copy = self
        for entry in stride(from: start, to: start + 64 * 16, by: 16) where tags.contains(number(at: entry)) {
            copy = copy.with(0x6000_FFFF as UInt64, at: entry)
        }
        return copy
    }
}
