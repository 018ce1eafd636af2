import Glibc

/// Small files that only the host's user may read: keys.
package enum PrivateFile {
    /// Writes the file whole or not at all, also across a power failure: a temporary file is written, synced and renamed, and
    /// the folder synced. Mode 0600. Blocks.
    package static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let temporary = path + ".new"
        unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("create \(temporary)") }
        defer { close(descriptor) }
        guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw .system("write \(temporary)")
        }
        guard unsafe rename(temporary, path) == 0 else { throw .system("rename \(temporary)") }
        try sync(folder: folder(of: path))
    }

    /// The bytes of the file, nil when there is none. A file larger than `limit` bytes is refused. Blocks.
    package static func read(_ path: String, limit: Int = 4096) throws(StorageError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .system("open \(path)")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .system("read \(path)") }
        guard count <= limit else { throw .io("\(path) is larger than \(limit) bytes.") }
        return Array(bytes.prefix(count))
    }

    /// Makes the names in a folder durable.
    static func sync(folder: String) throws(StorageError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system("sync \(folder)") }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
