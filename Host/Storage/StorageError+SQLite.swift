import GRDB
import GRDBSQLite

extension StorageError {
    /// The error for an extended result code of SQLite (https://www.sqlite.org/rescode.html) and its message.
    init(code: CInt, message: String) {
        self =
            switch code & 0xFF {
            case SQLITE_CONSTRAINT: .constraint(Constraint(code: code), message)
            case SQLITE_FULL: .diskFull
            case SQLITE_BUSY, SQLITE_LOCKED: .busy("\(message).")
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt("\(message).")
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_NOMEM, SQLITE_AUTH: .io("\(message) (\(code)).")
            default: .statement("\(message) (\(code)).")
            }
    }

    /// What to tell a caller about an error that a driver's function threw; errors of the caller's own pass.
    static func translating(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return StorageError(code: error.extendedResultCode.rawValue, message: error.message ?? "no message")
    }

    /// Whether the error concerns the database as a whole, so that nobody in the same transaction can be served.
    var failsWholeBatch: Bool {
        switch self {
        case .diskFull, .busy, .corrupt, .io: true
        case .constraint, .readTooLong, .invalidText, .newerDatabase, .inUse, .folder, .statement: false
        }
    }
}

extension StorageError.Constraint {
    fileprivate init(code: CInt) {
        self =
            switch code >> 8 {
            case 8, 6, 10: .unique  // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID: macros of macros, which Swift does not import
            case 3: .foreignKey
            case 5: .notNull
            case 1: .check
            default: .other
            }
    }
}
