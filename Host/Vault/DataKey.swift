import Crypto
import FoundationEssentials
package import Model

/// The key of one workspace: everything the workspace stores is sealed under it, and deleting it erases all of that.
///
/// Sealed values are `1`, a nonce of 24 bytes, the ciphertext and a tag of 16 bytes: 41 bytes more than the plain one.
package struct DataKey: Sendable {
    /// Stored beside every sealed value, so that a workspace may have had several keys.
    package let id: DataKeyID
    private let cipher: XAES256GCM
    private let addressKey: SymmetricKey

    /// What the first byte of a sealed value says: how the rest is made.
    private static let format: UInt8 = 1

    init(id: DataKeyID, material: SymmetricKey) throws {
        self.id = id
        cipher = try XAES256GCM(key: material.derived(for: "patchbay/1/seal"))
        addressKey = material.derived(for: "patchbay/1/content-address")
    }

    /// The value, to be stored at `row` and nowhere else.
    package func seal(_ plain: [UInt8], _ row: SealedRow) -> [UInt8] {
        do {
            let nonce = randomBytes(XAES256GCM.nonceLength)
            return try cipher.seal(plain, authenticating: row.context, nonce: nonce, header: [Self.format])
        } catch {
            // AES-GCM refuses only values beyond 64 GiB; ours are bounded by the size of a document.
            preconditionFailure("a value of \(plain.count) bytes cannot be sealed")
        }
    }

    /// The value that was sealed for `row`.
    package func open(_ sealed: [UInt8], _ row: SealedRow) throws(VaultError) -> [UInt8] {
        guard sealed.first == Self.format else { throw .damaged }
        do { return try cipher.open(sealed.dropFirst(), authenticating: row.context) } catch { throw .damaged }
    }

    /// A name of 32 bytes for a content: the same for the same bytes in this workspace, and telling nothing to whoever has no
    /// key (HMAC-SHA256).
    package func contentAddress(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: addressKey))
    }
}

extension DataKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "DataKey(\(id))" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id.text]) }
}

extension SymmetricKey {
    /// A key for one purpose, which tells nothing about this one (HKDF-SHA256, RFC 5869).
    func derived(for purpose: String, length: Int = 32) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: self, info: Array(purpose.utf8), outputByteCount: length)
    }

    /// A copy, which the caller wipes when it is a secret.
    var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
