import Glibc

/// An online copy of an installation's database, in one file.
package enum Backup {
    /// Copies the database of a data folder, whether or not a host runs on it, to `path`: complete, durable and examined, or
    /// absent. The file has mode 0600, and keeps nobody who writes to the database waiting.
    ///
    /// - Parameters:
    ///   - replacing: Whether a file that is there may be replaced; it stays until the new one is complete.
    ///   - check: Looks at the copy before it gets its name, and throws what it does not like.
    package static func make<Answer: Sendable>(
        of folder: String, to path: String, replacing: Bool = false, migrations: [Migration] = Dialect.sqlite.migrations,
        check: @escaping @Sendable (CopyFacts, ReadTransaction) throws -> Answer
    ) async throws -> (facts: CopyFacts, answer: Answer) {
        try await BlockingWork.run {
            let database = folder + "/patchbay.db"
            guard unsafe access(database, F_OK) == 0 else {
                throw errno == ENOENT ? BackupError.noDatabase(folder: folder) : StorageError.system("open \(database)")
            }
            try holdFree(path, replacing: replacing, away: folder)
            do {
                return try NewFile.write(by: path + ".new") { file in
                    try PageCopy(source: database, target: file).run()
                    let result = try Examination(name: path, migrations: migrations).run(file.temporary, check)
                    try holdFree(path, replacing: replacing, away: folder)
                    try file.appear(as: path)
                    return result
                }
            } catch {
                throw translate(error, folder: folder, path: path)
            }
        }
    }

    private static func holdFree(_ path: String, replacing: Bool, away folder: String) throws(BackupError) {
        let target = PrivateFile.folder(of: path)
        guard let wanted = place(target) else { throw .place("There is no folder \(target). Make it, or name a file in another one.") }
        if wanted == place(folder) {
            throw .place("\(path) is in the data folder itself, which a backup is there to outlive. Name a file in another folder.")
        }
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .place("\(path) is no regular file. Name a file that is not there yet.") }
        guard replacing else { throw .exists(file: path) }
    }

    /// What a folder is, however it is called.
    private static func place(_ folder: String) -> [UInt64]? {
        var status = stat()
        return unsafe stat(folder, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
    }

    /// What a person asked for, in place of what it was done with.
    private static func translate(_ error: any Error, folder: String, path: String) -> any Error {
        switch StorageError.translating(error) {
        case StorageError.diskFull: BackupError.diskFull(file: path)
        case StorageError.corrupt(let detail), BackupError.damagedFile(_, let detail):
            BackupError.damagedDatabase(folder: folder, detail)
        case BackupError.foreign: BackupError.damagedDatabase(folder: folder, "it is none of Patchbay.")
        case BackupError.newer(_, let version, let supported): StorageError.newerDatabase(version: version, supported: supported)
        case BackupError.underWay: BackupError.underWay(file: path)
        case let other: other
        }
    }
}
