import Crypto
import FoundationEssentials
import Model
import Storage
import Vault

/// The key that signs anchors: Ed25519, the private half sealed under the installation's key.
struct AuditSigner: Sendable {
    let id: SigningKeyID
    private let key: Curve25519.Signing.PrivateKey

    /// The base64 of 32 bytes.
    var publicKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

    /// The installation's key, a new one where there is none that may sign now.
    static func load(_ database: Database, _ vault: Vault, at now: Timestamp) async throws -> AuditSigner {
        if let row = try await database.read({ try $0.first(AuditStatement.signingKey, .time(now)) }) {
            let (id, keyID): (SigningKeyID, DataKeyID) = (try row.id(0), try row.id(3))
            let secret = try await vault.dataKey(keyID).open(row.blob(2), sealedRow(id))
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret)
            guard try Array(key.publicKey.rawRepresentation) == row.blob(1) else {
                throw StorageError.corrupt("The public key \(id) of the audit log is not the one that was made with it: somebody changed it.")
            }
            return AuditSigner(id: id, key: key)
        }
        let signer = AuditSigner(id: SigningKeyID(at: now), key: .init())
        let sealed = vault.installationKey.seal(Array(signer.key.rawRepresentation), sealedRow(signer.id))
        try await database.commit { [keyID = vault.installationKey.id] transaction in
            try transaction.execute(
                AuditStatement.addSigningKey, .id(signer.id), .blob(Array(signer.key.publicKey.rawRepresentation)), .blob(sealed), .id(keyID),
                .time(now), .time(now + signingPeriod), .time(now + verifyingPeriod))
        }
        return signer
    }

    func anchor(_ number: Int64, _ kind: AuditAnchor.Kind, hash: [UInt8], at time: Timestamp) throws -> AuditAnchor {
        let statement = AuditAnchor.statement(number: number, kind: kind, hash: hash, time: time)
        return AuditAnchor(number: number, kind: kind, hash: hash, time: time, key: id, signature: Array(try key.signature(for: statement)))
    }

    /// A year; the anchors of the key before are gone when the next is.
    private static let signingPeriod = Duration.seconds(365 * 86_400)
    private static let verifyingPeriod = Duration.seconds(2 * 365 * 86_400)

    private static func sealedRow(_ id: SigningKeyID) -> SealedRow {
        SealedRow(table: "signing_keys", row: id.text, column: "private_sealed")
    }
}

extension AuditSigner: CustomStringConvertible, CustomReflectable {
    var description: String { "AuditSigner(\(id))" }
    var customMirror: Mirror { Mirror(self, children: ["id": id.text]) }
}
