/// Why a copy of the database was not made or not taken; nothing was changed.
package enum BackupError: Error, Hashable, Sendable {
    /// The data folder has no `patchbay.db`.
    case noDatabase(folder: String)
    /// There is no such file, or this user may not read it; the reason.
    case unreadable(file: String, String)
    case exists(file: String)
    /// The copy cannot be where it was wanted: a sentence that says why and what to do.
    case place(String)
    /// Another backup to the same file is under way.
    case underWay(file: String)
    case diskFull(file: String)
    /// The database that was copied is damaged, so the copy is too.
    case damagedDatabase(folder: String, String)
    /// The file that was to be restored is damaged.
    case damagedFile(file: String, String)
    /// The file is something else.
    case foreign(file: String)
    /// A newer Patchbay made the file.
    case newer(file: String, version: Int, supported: Int)
    /// Another process reads the database that was to be replaced.
    case inUse(folder: String)
}

extension BackupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noDatabase(let folder): "There is no database in \(folder). Name the data folder of the installation with --data."
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason) Check the name, and that this user may read it."
        case .exists(let file): "\(file) exists. Choose another name, or replace it with --force."
        case .place(let sentence): sentence
        case .underWay(let file): "Another backup is writing \(file). Wait for it, or choose another name."
        case .diskFull(let file): "The disk is full before \(file) is complete; what was written is removed. Free some space, or choose a larger disk."
        case .damagedDatabase(let folder, let detail):
            "The database in \(folder) is damaged, so the copy was not kept: \(detail) "
                + "Restore an older backup, or keep what there is by copying the folder while no host runs."
        case .damagedFile(let file, let detail): "\(file) is damaged and was not restored: \(detail) Take another backup."
        case .foreign(let file): "\(file) is no Patchbay database. Give a file that “patchbay backup” made."
        case .newer(let file, let version, let supported):
            "\(file) is at version \(version) and this Patchbay knows versions up to \(supported). "
                + "Restore it with the Patchbay that made it, or a newer one."
        case .inUse(let folder):
            "Another process reads the database in \(folder), perhaps a backup or a database tool. Wait until it ends, and restore again."
        }
    }
}
