import CLinux
import Glibc

/// What lies in `plugins.d` at one moment: `<id>.so` and, beside some, the admin's `<id>.json`.
struct PluginFolder: Sendable {
    let path: String

    /// Files younger than this are asked whether somebody still writes to them, in nanoseconds.
    private static let fresh: Int64 = 10_000_000_000

    /// Reads the folder; blocks. Nil when it cannot be read. `wallClock` is nanoseconds since 1970.
    func listing(wallClock: Int64) -> [PluginFile.Found]? {
        guard let names = folderNames(path) else { return nil }
        return names.filter { $0.hasSuffix(".so") && !$0.hasPrefix(".") }.sorted().compactMap { name in
            let id = String(name.dropLast(".so".count))
            guard let identity = FileIdentity(path: "\(path)/\(name)") else { return nil }
            let isFresh = identity.isRegularFile && identity.changed + Self.fresh > wallClock
            let writing = isFresh ? Writing(path: "\(path)/\(name)") : .nobody
            let policy = FileIdentity(path: "\(path)/\(id).json")
            return PluginFile.Found(id: id, path: "\(path)/\(name)", identity: identity, policy: policy, writing: writing)
        }
    }
}

/// The names in a folder, unordered; nil when it cannot be read. Blocks.
func folderNames(_ path: String) -> [String]? {
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

/// Whether somebody has a file open for writing.
package enum Writing: Hashable, Sendable {
    case nobody, somebody
    /// This file system cannot tell.
    case unknown

    init(path: String) {
        self = switch unsafe file_is_being_written(path) {
        case 0: .nobody
        case 1: .somebody
        default: .unknown
        }
    }
}
