/// Why the database did not do what it was asked.
package enum StorageError: Error, Hashable, Sendable {
    /// The rows would break a rule of the schema; the detail names it. The same change fails again.
    case constraint(Constraint, String)
    /// No room left; nothing of the change is kept. Trying again helps once there is room.
    case diskFull
    /// Another writer held the database, or too many callers wait. Trying again later helps.
    case busy(String)
    /// A read transaction outlived its limit and was ended.
    case readTooLong(Duration)
    /// A text contained U+0000.
    case invalidText
    /// The file is damaged, or holds what this program never wrote.
    case corrupt(String)
    /// The database was migrated by a newer Patchbay.
    case newerDatabase(version: Int, supported: Int)
    /// Another process uses this data folder; its id where the lock file gives one.
    case inUse(folder: String, process: Int32?)
    /// The data folder cannot be used; a sentence that says why and what to do.
    case folder(String)
    /// The system refused to read or write.
    case io(String)
    /// The statement itself is at fault: a mistake in this program.
    case statement(String)

    package enum Constraint: Hashable, Sendable {
        case unique, foreignKey, notNull, check, other
    }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .constraint(.unique, let detail): "This already exists (\(detail))."
        case .constraint(.foreignKey, _): "This refers to something that does not exist, or is still referred to."
        case .constraint(_, let detail): "The database refused a value (\(detail))."
        case .diskFull: "The disk that holds the database is full. Free some space and try again."
        case .busy(let detail): "The database is busy: \(detail)"
        case .readTooLong(let limit): "A read was ended because it took longer than \(limit)."
        case .invalidText: "A text contains the character U+0000, which the database cannot hold."
        case .corrupt(let detail): "The database is damaged: \(detail)"
        case .newerDatabase(let version, let supported):
            "The database is at version \(version) and this Patchbay knows versions up to \(supported). "
                + "Start the newer Patchbay that wrote it, or restore the backup made before its migration."
        case .inUse(let folder, let process?):
            "Another Patchbay (process \(process)) is using \(folder). Stop it first, or choose another data folder."
        case .inUse(let folder, nil):
            "Another process is using \(folder). Stop it first, or choose another data folder."
        case .folder(let detail): detail
        case .io(let detail): "The database could not be read or written: \(detail)"
        case .statement(let detail): "A database statement is wrong: \(detail)"
        }
    }
}
