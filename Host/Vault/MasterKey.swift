import Crypto
import FoundationEssentials
import Model

/// The key of the installation. It wraps the data keys and nothing else, and is never stored in the database.
struct MasterKey: Sendable {
    static let length = 32

    /// Which master key wrapped a data key: `mk_` and 16 hexadecimal digits that follow from the key.
    let id: String
    /// 32 bytes that follow from the key and tell nothing about it, kept in the database to know the key again.
    let checkValue: [UInt8]
    private let cipher: XAES256GCM

    init(_ material: SymmetricKey) throws {
        id = "mk_" + material.derived(for: "patchbay/1/master-key-id", length: 8).bytes.map(Self.hexadecimal).joined()
        checkValue = material.derived(for: "patchbay/1/master-key-check").bytes
        cipher = try XAES256GCM(key: material.derived(for: "patchbay/1/wrap"))
    }

    /// - Parameter text: Base64 of 32 bytes, white space around it allowed.
    init(base64 text: String, source: String) throws(VaultError) {
        let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        guard let data = Data(base64Encoded: trimmed), data.count == Self.length else { throw .masterKeyMalformed(source: source) }
        var bytes = [UInt8](data)
        defer { wipe(&bytes) }
        do { try self.init(SymmetricKey(data: bytes)) } catch { throw .masterKeyMalformed(source: source) }
    }

    /// The key as it is stored; `workspace` is nil for a key of the installation.
    func wrap(_ material: SymmetricKey, _ key: DataKeyID, of workspace: WorkspaceID?) throws -> [UInt8] {
        var bytes = material.bytes
        defer { wipe(&bytes) }
        return try cipher.seal(
            bytes, authenticating: Self.context(key, workspace), nonce: randomBytes(XAES256GCM.nonceLength), header: [])
    }

    func unwrap(_ wrapped: [UInt8], _ key: DataKeyID, of workspace: WorkspaceID?) throws(VaultError) -> SymmetricKey {
        do {
            var bytes = try cipher.open(wrapped[...], authenticating: Self.context(key, workspace))
            defer { wipe(&bytes) }
            return SymmetricKey(data: bytes)
        } catch {
            throw .damaged
        }
    }

    private static func context(_ key: DataKeyID, _ workspace: WorkspaceID?) -> [UInt8] {
        let row =
            workspace.map { SealedRow(table: "data_keys", row: "\($0)/\(key)", column: "wrapped") }
            ?? SealedRow(table: "installation_keys", row: key.text, column: "wrapped")
        return row.context
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

extension MasterKey: CustomStringConvertible, CustomReflectable {
    var description: String { "MasterKey(\(id))" }
    var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
