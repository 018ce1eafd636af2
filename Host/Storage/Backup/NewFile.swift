import Glibc

/// A private file that appears under its name whole or not at all, also across a power failure.
///
/// It is written under another name, mode 0600, and locked there: of two processes that write the same file the second is
/// refused. What a process that died left behind is written over by the next one.
final class NewFile {
    /// Where it is written; others may write through this name too.
    let temporary: String
    private let descriptor: CInt

    /// Runs `body` with an empty file; unless that gives it its name the file is gone afterwards.
    static func write<Answer>(by temporary: String, _ body: (NewFile) throws -> Answer) throws -> Answer {
        let file = try NewFile(temporary: temporary)
        do {
            return try body(file)
        } catch {
            for suffix in [""] + SideFile.suffixes { unsafe unlink(temporary + suffix) }
            throw error
        }
    }

    private init(temporary: String) throws {
        self.temporary = temporary
        descriptor = try Self.openLocked(temporary)
    }

    deinit {
        close(descriptor)
    }

    /// Makes durable what has been written so far.
    func sync() throws(StorageError) {
        guard fdatasync(descriptor) == 0 else { throw .system("sync \(temporary)") }
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
        guard unsafe pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else { throw .system("write \(temporary)") }
    }

    /// Gives the file its name, in place of whatever had it.
    func appear(as path: String) throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw .system("sync \(temporary)") }
        guard unsafe rename(temporary, path) == 0 else { throw .system("rename \(temporary)") }
        try PrivateFile.sync(folder: PrivateFile.folder(of: path))
    }

    private static func openLocked(_ path: String) throws -> CInt {
        while true {
            let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw StorageError.system("create \(path)") }
            do {
                guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw BackupError.underWay(file: path) }
                // Its writer may have given it its name between our opening and locking: then it is not ours to write.
                guard isNamed(descriptor, path) else {
                    close(descriptor)
                    continue
                }
                for suffix in SideFile.suffixes { unsafe unlink(path + suffix) }
                guard fchmod(descriptor, 0o600) == 0, ftruncate(descriptor, 0) == 0 else { throw StorageError.system("empty \(path)") }
                return descriptor
            } catch {
                close(descriptor)
                throw error
            }
        }
    }

    private static func isNamed(_ descriptor: CInt, _ path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        guard unsafe fstat(descriptor, &opened) == 0, unsafe stat(path, &named) == 0 else { return false }
        return (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino)
    }
}

/// What SQLite puts beside a database while it is used.
enum SideFile {
    /// A log and a journal hold changes that the database file lacks.
    static let logs = ["-wal", "-journal"]
    static let suffixes = logs + ["-shm"]
}
