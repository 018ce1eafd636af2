import CLinux
import Glibc

/// What lies in `plugins.d` at one moment: `<id>.so` and, beside some, the admin's `<id>.json`.
struct PluginFolder: Sendable {
    let path: String

    /// Reads the folder; blocks. Nil when it cannot be read.
    func listing() -> [PluginFile.Found]? {
        guard let names else { return nil }
        return names.filter { $0.hasSuffix(".so") && !$0.hasPrefix(".") }.sorted().compactMap { name in
            let id = String(name.dropLast(".so".count))
            guard let identity = FileIdentity(path: "\(path)/\(name)") else { return nil }
            return PluginFile.Found(id: id, path: "\(path)/\(name)", identity: identity, policy: FileIdentity(path: "\(path)/\(id).json"))
        }
    }

    func policyPath(_ id: String) -> String { "\(path)/\(id).json" }

    private var names: [String]? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            // the name is inside the structure, up to its first zero
            unsafe names.append(withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
            })
        }
        return names
    }
}

/// Tells one content of a file from the next without reading it.
struct FileIdentity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: UInt64
    /// Nanoseconds since 1970: content, and content or attributes.
    let modified: Int64
    let changed: Int64
    let mode: UInt32
    let owner: UInt32

    init(_ identity: file_identity) {
        device = identity.device
        inode = identity.inode
        size = identity.size
        modified = identity.modified
        changed = identity.changed
        mode = identity.mode
        owner = identity.owner
    }

    /// Nil when there is no such file.
    init?(path: String) {
        var identity = file_identity()
        guard unsafe file_identify(path, &identity) == 0 else { return nil }
        self.init(identity)
    }
}
