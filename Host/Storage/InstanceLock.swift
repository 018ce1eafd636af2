import Glibc

/// Keeps a second process away from a data folder: an exclusive `flock` on `<folder>/lock`, which the kernel drops when the
/// process ends, however it ends. The file holds the owner's process id, for the sentence that the other one prints.
final class InstanceLock: Sendable {
    private let descriptor: CInt

    init(folder: String) throws(StorageError) {
        let path = folder + "/lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .system("open \(path)") }
        guard Self.take(descriptor) else {
            let owner = Self.owner(in: descriptor)
            close(descriptor)
            throw .inUse(folder: folder, process: owner)
        }
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = unsafe pwrite(descriptor, text, text.utf8.count, 0)
    }

    deinit {
        close(descriptor)
    }

    /// A database that this process has just let go of keeps its lock until its last work item is gone: that is waited for.
    private static func take(_ descriptor: CInt) -> Bool {
        let deadline = ContinuousClock.now + .seconds(2)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard owner(in: descriptor) == getpid(), ContinuousClock.now < deadline else { return false }
            usleep(1000)
        }
        return true
    }

    private static func owner(in descriptor: CInt) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        return Int32(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}

extension StorageError {
    /// The failure of a system call, named by what was tried.
    static func system(_ attempt: String) -> StorageError {
        let code = errno
        return code == ENOSPC || code == EDQUOT ? .diskFull : .io("\(attempt): \(unsafe String(cString: strerror(code))).")
    }
}
