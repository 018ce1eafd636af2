import Glibc

/// The folder of one installation: database, keys and backups.
enum DataFolder {
    /// Makes the folder, mode 0700, and those above it that are missing, as `mkdir -p` makes them; holds that files can be made
    /// in it. Blocks.
    static func prepare(_ path: String) throws(StorageError) {
        var folder = path[...]
        while folder.count > 1, folder.last == "/" { folder.removeLast() }
        for slash in folder.indices.dropFirst() where folder[slash] == "/" { try make(String(folder[..<slash]), mode: 0o777) }
        try make(String(folder), mode: 0o700)
        guard unsafe access(path, W_OK | X_OK) == 0 else { throw refusal(path, errno) }
    }

    /// What is there already may stay if it is a folder, or leads to one.
    private static func make(_ path: String, mode: mode_t) throws(StorageError) {
        if unsafe mkdir(path, mode) == 0 { return }
        let code = errno
        guard code == EEXIST else { throw refusal(path, code) }
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw refusal(path, errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw refusal(path, ENOTDIR) }
    }

    private static func refusal(_ path: String, _ code: CInt) -> StorageError {
        switch code {
        case ENOSPC, EDQUOT: .diskFull
        case ENOTDIR: .folder("\(path) is no folder, or something above it is none. Choose another data folder, or move the file away.")
        case EACCES, EPERM:
            .folder("This user may not make or write \(path). Give it to the user that runs patchbay (chown), or choose another data folder.")
        case EROFS: .folder("\(path) is on a file system that is mounted read-only. Choose another data folder.")
        default: .folder("\(path) cannot be made or used: \(unsafe String(cString: strerror(code))).")
        }
    }
}
