package import Model

/// Why a secret could not be had.
package enum VaultError: Error, Hashable, Sendable {
    /// The bytes were changed, cut, moved to another row, or sealed under another key; which of these cannot be told.
    case damaged
    /// The database was sealed under another master key.
    case wrongMasterKey
    /// The database was sealed under a master key, and the file that held it is gone.
    case masterKeyLost(path: String)
    /// What was given as master key is not base64 of 32 bytes.
    case masterKeyMalformed(source: String)
    /// The master key could not be fetched.
    case masterKeyUnavailable(source: String, reason: String)
    case noDataKey(WorkspaceID)
    case unknownDataKey(DataKeyID)
}

extension VaultError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .damaged: "A stored value cannot be opened: it was changed, or belongs to another row or key."
        case .wrongMasterKey:
            "The master key is not the one this database was sealed with. Give the key that was used before; without it nothing stored here can be read."
        case .masterKeyLost(let path):
            "The master key file \(path) is missing, and this database was sealed with it. Restore it; a new key cannot open what is stored."
        case .masterKeyMalformed(let source):
            "The master key from \(source) is not the base64 text of 32 bytes. Make one with: head -c 32 /dev/urandom | base64"
        case .masterKeyUnavailable(let source, let reason): "The master key could not be read from \(source): \(reason)"
        case .noDataKey(let workspace): "The workspace \(workspace) has no data key: it was erased, or does not exist."
        case .unknownDataKey(let key): "The data key \(key) does not exist: its workspace was erased."
        }
    }
}
