import FoundationEssentials
import Storage

/// Where the master key comes from: base64 of 32 bytes, wherever it is.
package enum MasterKeySource: Sendable {
    /// The text itself, as an environment variable gives it.
    case base64(String)
    case file(String)
    /// A command line for `/bin/sh` that prints the text, for instance a call to a secret store. It has 30 s.
    case command(String)
    /// `master.key` in the data folder, made at the first start.
    case generated

    /// - Parameter isNew: Whether nothing was sealed yet, so that a key may be made.
    func load(folder: String, isNew: Bool) throws -> MasterKey {
        switch self {
        case .base64(let text): return try MasterKey(base64: text, source: "the configuration")
        case .file(let path):
            guard let text = try read(path) else { throw VaultError.masterKeyUnavailable(source: path, reason: "there is no such file.") }
            return try MasterKey(base64: text, source: path)
        case .command(let line):
            return try MasterKey(base64: try ShellCommand(line: line).output(), source: "the command")
        case .generated:
            let path = folder + "/master.key"
            if let text = try read(path) { return try MasterKey(base64: text, source: path) }
            guard isNew else { throw VaultError.masterKeyLost(path: path) }
            let text = Data(randomBytes(MasterKey.length)).base64EncodedString()
            try PrivateFile.write(Array((text + "\n").utf8), to: path)
            return try MasterKey(base64: text, source: path)
        }
    }

    private func read(_ path: String) throws(VaultError) -> String? {
        do {
            return try PrivateFile.read(path).map { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw .masterKeyUnavailable(source: path, reason: "\(error)")
        }
    }
}

extension MasterKeySource: CustomStringConvertible, CustomReflectable {
    /// Never the key.
    package var description: String {
        switch self {
        case .base64: "given"
        case .file(let path): "file \(path)"
        case .command: "command"
        case .generated: "generated"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
