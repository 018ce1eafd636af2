import Glibc
import GRDB
import Model

/// Putting another database in the place of one that nobody uses, the old one kept aside.
///
/// However the process ends meanwhile, the database by the name is the old one or the new one, whole: the new file takes the
/// name in one step, after the old one got a second name and its log was folded into it. Only an old database too damaged for
/// that stands without its log for a moment; the one aside has it.
struct Replacement {
    /// Of the database.
    let path: String

    /// Where the new database is made.
    var temporary: String { path + ".restoring" }

    private static let asideMark = ".before-restore-"

    /// - Returns: The path of the old database now, nil when there was none.
    func put(_ file: NewFile, at time: Timestamp) throws -> String? {
        let aside = path + Self.asideMark + "\(time.milliseconds)"
        let isThere = unsafe access(path, F_OK) == 0
        if isThere {
            try foldLog()
            try keep("", as: aside)
        }
        for log in SideFile.logs where unsafe access(path + log, F_OK) == 0 { try keep(log, as: aside + log) }
        try PrivateFile.sync(folder: PrivateFile.folder(of: path))
        // A log that stayed would be applied to the new database.
        for suffix in SideFile.suffixes { unsafe unlink(path + suffix) }
        try file.appear(as: path)
        return isThere ? aside : nil
    }

    /// Removes what a restore left that was cut off: half a new database, and the second name of one that was not replaced. A
    /// database with two names is in danger, because each name has a log of its own.
    func clearRemains() {
        for suffix in [""] + SideFile.suffixes { unsafe unlink(temporary + suffix) }
        for name in names() where name.hasPrefix(Self.asideMark) && isSame(path + name, path) { unsafe unlink(path + name) }
    }

    /// After this the file has everything, and no log is beside it. A damaged database stays as it is.
    private func foldLog() throws {
        do {
            // A file that cannot be read is not opened for writing: SQLite would remove its log.
            try DatabaseQueue(path: path, configuration: PageCopy.reading).close()
            let database = try DatabaseQueue(path: path)
            try database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
            }
            try database.close()
        } catch {
            switch StorageError.translating(error) {
            case StorageError.corrupt, StorageError.io: return
            case StorageError.busy: throw BackupError.inUse(folder: PrivateFile.folder(of: path))
            case let other: throw other
            }
        }
    }

    private func keep(_ suffix: String, as name: String) throws(StorageError) {
        guard unsafe link(path + suffix, name) == 0 else { throw .system("link \(path + suffix) to \(name)") }
    }

    /// What follows the database's own name in the names of its folder.
    private func names() -> [String] {
        guard let folder = unsafe opendir(PrivateFile.folder(of: path)) else { return [] }
        defer { unsafe closedir(folder) }
        let own = path.split(separator: "/").last.map(String.init) ?? path
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name.hasPrefix(own) { names.append(String(name.dropFirst(own.count))) }
        }
        return names
    }

    private func isSame(_ left: String, _ right: String) -> Bool {
        var (first, second) = (stat(), stat())
        guard unsafe stat(left, &first) == 0, unsafe stat(right, &second) == 0 else { return false }
        return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)
    }
}
