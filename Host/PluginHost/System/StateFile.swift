import CLinux
import Glibc

/// A small file in which the host keeps something for its next start. Nobody but the host's user may have written it.
struct StateFile: Sendable {
    /// A hundred plugins with large manifests take a tenth of it.
    private static let largest: UInt64 = 64 << 20

    let path: String

    /// Blocks. Nil when there is none, or none to be trusted.
    func read() -> [UInt8]? {
        var identity = file_identity()
        let number = unsafe file_open(path, &identity)
        guard number >= 0 else { return nil }
        let file = Descriptor(number)
        let found = FileIdentity(identity)
        guard found.isRegularFile, isTrusted(found.owner), found.mode & (S_IWGRP | S_IWOTH) == 0, found.size <= Self.largest else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(found.size))
        let count = withExtendedLifetime(file) { unsafe file_read(number, &bytes, bytes.count) }
        return count == bytes.count ? bytes : nil
    }

    /// Blocks. Whole or not at all: a new file takes the old one's place. False when it cannot be written.
    func write(_ bytes: [UInt8]) -> Bool {
        unsafe file_replace(path, bytes, bytes.count) == 0
    }

    /// Our own, or, for root who looks at another's installation, that of the folder's owner.
    private func isTrusted(_ owner: UInt32) -> Bool {
        owner == geteuid() || (geteuid() == 0 && owner == FileIdentity(path: folder)?.owner)
    }

    private var folder: String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
}
