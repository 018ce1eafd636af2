import CLinux
import Glibc

/// Tells one content of a file from the next without reading it.
package struct FileIdentity: Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64
    package var size: UInt64
    /// Nanoseconds since 1970: content, and content or attributes.
    package var modified: Int64
    package var changed: Int64
    package var mode: UInt32
    package var owner: UInt32

    var isRegularFile: Bool { mode & S_IFMT == S_IFREG }
    var isLink: Bool { mode & S_IFMT == S_IFLNK }

    init(_ identity: file_identity) {
        device = identity.device
        inode = identity.inode
        size = identity.size
        modified = identity.modified
        changed = identity.changed
        mode = identity.mode
        owner = identity.owner
    }

    /// Nil when there is no such file. Does not follow a symbolic link.
    package init?(path: String) {
        var identity = file_identity()
        guard unsafe file_identify(path, &identity) == 0 else { return nil }
        self.init(identity)
    }

    /// Nil when the file cannot be asked.
    init?(of file: Descriptor) {
        var identity = file_identity()
        guard unsafe file_identify_open(file.number, &identity) == 0 else { return nil }
        self.init(identity)
    }
}

extension FileIdentity: LosslessStringConvertible {
    /// All parts in their order, as decimal numbers.
    package var description: String { "\(device) \(inode) \(size) \(modified) \(changed) \(mode) \(owner)" }

    package init?(_ description: String) {
        let parts = description.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 7, let device = UInt64(parts[0]), let inode = UInt64(parts[1]), let size = UInt64(parts[2]),
            let modified = Int64(parts[3]), let changed = Int64(parts[4]), let mode = UInt32(parts[5]), let owner = UInt32(parts[6])
        else { return nil }
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.mode = mode
        self.owner = owner
    }
}
