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
        let identity: FileIdentity
        let policy: FileIdentity?
        let writing: Writing

        package init(id: String, path: String, identity: FileIdentity, policy: FileIdentity?, writing: Writing) {
            self.id = id
            self.path = path
            self.identity = identity
            self.policy = policy
            self.writing = writing
        }

        func isSame(as other: Found?) -> Bool { identity == other?.identity && policy == other?.policy }
    }

    /// Larger files are refused: the largest Swift plugin with a runtime and ICU of its own has 78 MB.
    static let largest: UInt64 = 256 << 20

    let image: Descriptor
    /// Lower-case hex.
    let sha256: String
    let bytes: [UInt8]

    var build: String { String(sha256.prefix(8)) }

    /// Reads and seals the file; blocks. `folderOwner` may own plugins, beside root and ourselves.
    init(_ found: Found, folderOwner: UInt32?) throws(PluginRefusal) {
        if found.identity.isLink { throw PluginRefusal("It is a symbolic link: copy the library itself.") }
        var identity = file_identity()
        let number = unsafe file_open(found.path, &identity)
        guard number >= 0 else { throw PluginRefusal("It cannot be read: \(systemSentence(-number)).") }
        let file = Descriptor(number)
        try Self.check(FileIdentity(identity), name: found.id, folderOwner: folderOwner)
        if identity.size == 0 { throw PluginRefusal("It is empty: copy the plugin again, under another name first, and rename it.") }
        var mapped: UnsafeRawPointer?
        var size = 0
        let sealed = withExtendedLifetime(file) { unsafe file_seal(file.number, found.id, Self.largest, &mapped, &size) }
        guard sealed >= 0 else { throw PluginRefusal("It cannot be read: \(systemSentence(-sealed)).") }
        image = Descriptor(sealed)
        let memory = unsafe UnsafeRawBufferPointer(start: mapped, count: size)
        var hash = SHA256()
        unsafe hash.update(bufferPointer: memory)
        sha256 = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        bytes = unsafe [UInt8](memory)
        unsafe file_unmap(mapped, size)
    }

    private static func check(_ identity: FileIdentity, name: String, folderOwner: UInt32?) throws(PluginRefusal) {
        guard identity.isRegularFile else { throw PluginRefusal("It is not a regular file: copy the library itself.") }
        guard identity.mode & S_IWOTH == 0 else {
            throw PluginRefusal("Everybody may write to it: run chmod o-w \(name).so.")
        }
        guard [0, geteuid(), folderOwner].contains(identity.owner) else {
            throw PluginRefusal("It belongs to user \(identity.owner), who could change it: run chown root \(name).so.")
        }
    }
}
