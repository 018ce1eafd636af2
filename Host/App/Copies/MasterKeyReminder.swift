import Vault

/// What must be kept beside a backup, said in time: the key, where it is, and whether it is the right one.
struct MasterKeyReminder: Sendable {
    private let place: String
    /// Why the key does not open the copy, or could not be tried on it.
    private let fault: String?

    /// Tries the key. Blocks.
    init(_ source: MasterKeySource, folder: String, check: [UInt8]?) {
        place = source.place(folder: folder)
        do {
            try source.holdOpens(check, folder: folder)
            fault = nil
        } catch {
            fault = "\(error)"
        }
    }

    var text: String {
        let rule = "The master key is NOT in the backup, and without it nobody can read the backup."
        guard let fault else { return "\(rule) It is \(place): keep a copy of it, in another place than the backup." }
        return "\(rule)\nWARNING: the key that these settings give (\(place)) does not open this backup. \(fault)"
    }
}

extension MasterKeySource {
    fileprivate func place(folder: String) -> String {
        switch self {
        case .base64: "the setting master_key (PATCHBAY_MASTER_KEY)"
        case .file(let path): "in \(path)"
        case .command: "what the setting master_key_command prints"
        case .generated: "in \(folder)/master.key"
        }
    }
}
