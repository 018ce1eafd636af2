import Glibc
import Model

/// Where copies of the database go: `<data>/backups`.
struct BackupFolder {
    let path: String

    /// A compact copy of the whole database as it is now, complete or absent. Outside a transaction; blocks.
    /// - Returns: Its path, which names the schema's version and the time in milliseconds.
    func back(up connection: Connection, version: Int) throws(StorageError) -> String {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system("create \(path)") }
        let target = "\(path)/patchbay-v\(version)-\(Timestamp.now.milliseconds).db"
        let temporary = target + ".new"
        // After the rename there is nothing by this name.
        defer { unsafe unlink(temporary) }
        _ = try connection.execute("VACUUM INTO ?1", [.text(temporary)])
        try settle(temporary)
        guard unsafe rename(temporary, target) == 0 else { throw .system("rename \(temporary)") }
        try PrivateFile.sync(folder: path)
        return target
    }

    /// VACUUM INTO neither syncs what it writes nor keeps it private.
    private func settle(_ file: String) throws(StorageError) {
        let descriptor = unsafe open(file, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system("open \(file)") }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else { throw .system("sync \(file)") }
    }
}
