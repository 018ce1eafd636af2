import CLinux
import Crypto
import Glibc

/// A plugin's file, read once into memory that nobody can change: what is hashed and checked is what runs.
package struct PluginFile: Sendable {
    /// A file as it lies in the folder, unread.
    package struct Found: Sendable {
        /// The name without `.so`.
        package let id: String
        let path: String
        package let identity: FileIdentity
        let policy: FileIdentity?
        let writing: Writing

        package init(id: String, path: String, identity: FileIdentity, policy: FileIdentity?, writing: Writing) {
            self.id = id
            self.path = path
            self.identity = identity
            self.policy = policy
            self.writing = writing
        }

        package func isSame(as other: Found?) -> Bool { identity == other?.identity && policy == other?.policy }
    }

    enum Failure: Error {
        /// It is not any more what was found: somebody writes to it, or has put another in its place.
        case changing
        case refused(PluginRefusal)
    }

    /// Larger files are refused: the largest Swift plugin with a runtime and ICU of its own has 78 MB.
    static let largest: UInt64 = 256 << 20

    let image: Descriptor
    /// Lower-case hex.
    package let sha256: String
    package let bytes: [UInt8]

    var build: String { String(sha256.prefix(8)) }

    /// Reads and seals the file; blocks. Writers are kept waiting meanwhile where the file system can do that; elsewhere a file
    /// that has changed under our eyes is given up.
    init(_ found: Found, _ trust: FileTrust) throws(Failure) {
        try Self.check(found.identity, found, trust)
        var identity = file_identity()
        let number = unsafe file_open(found.path, &identity)
        guard number != -ENOENT else { throw .changing }
        guard number >= 0 else { throw .refused(PluginRefusal("It cannot be read: \(systemSentence(-number)). Let the user read it that runs Patchbay.")) }
        let file = Descriptor(number)
        guard FileIdentity(identity) == found.identity, file_hold(number) != 1 else { throw .changing }
        defer { withExtendedLifetime(file) { file_release(number) } }
        var mapped: UnsafeRawPointer?
        var size = 0
        let sealed = unsafe file_seal(number, found.id, Self.largest, &mapped, &size)
        guard sealed >= 0 else { throw .refused(Self.refusal(-sealed)) }
        image = Descriptor(sealed)
        let memory = unsafe UnsafeRawBufferPointer(start: mapped, count: size)
        defer { unsafe file_unmap(mapped, size) }
        guard FileIdentity(of: file) == found.identity else { throw .changing }
        var hash = SHA256()
        unsafe hash.update(bufferPointer: memory)
        sha256 = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        bytes = unsafe [UInt8](memory)
    }

    private static func check(_ identity: FileIdentity, _ found: Found, _ trust: FileTrust) throws(Failure) {
        do throws(PluginRefusal) {
            try trust.check(identity, name: found.id + ".so")
        } catch {
            throw .refused(error)
        }
        guard identity.size > 0 else {
            throw .refused(PluginRefusal("It is empty: copy the plugin again, under another name first, and rename it."))
        }
    }

    private static func refusal(_ error: CInt) -> PluginRefusal {
        error == EFBIG
            ? PluginRefusal("It is larger than \(largest >> 20) MB: strip it, or build it without debug information.")
            : PluginRefusal("It cannot be read: \(systemSentence(error)). Copy it again.")
    }
}
