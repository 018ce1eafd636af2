import Crypto
import FoundationEssentials
import JWTKit
import Model
import Storage
import Synchronization
import Vault

/// The keys that sign access tokens. Each signs for 30 days and verifies for an hour more, four times as long as a token lives; the next
/// is made when it is needed.
final class TokenKeys: Sendable {
    /// The keys as they were at one moment.
    struct KeySet: Sendable {
        struct Key: Sendable {
            let id: String
            let publicKey: [UInt8]
            let signsUntil: Timestamp
            let verifiesUntil: Timestamp
        }

        /// The newest last.
        let keys: [Key]
        let loadedAt: Timestamp
        /// All of them by id. It has no default key, so that a token without a known id finds none.
        let collection: JWTKeyCollection

        func signing(at now: Timestamp) -> Key? { keys.last { now < $0.signsUntil } }
        func verifying(_ id: String, at now: Timestamp) -> Key? { keys.first { $0.id == id && now < $0.verifiesUntil } }
    }

    enum SigningKeyKind: IdentifierKind { static let prefix = "sk" }

    private static let purpose = "access"
    private static let signsFor = Duration.seconds(30 * 24 * 3600)
    private static let overlap = Duration.seconds(3600)
    /// How old what is known of other hosts' keys may be.
    private static let freshness = Duration.seconds(1)

    private let database: Database
    private let vault: Vault
    private let now: @Sendable () -> Timestamp
    private let cached = Mutex<KeySet?>(nil)

    init(database: Database, vault: Vault, now: @escaping @Sendable () -> Timestamp) {
        self.database = database
        self.vault = vault
        self.now = now
    }

    /// The keys, with one that signs now.
    func signing() async throws -> (KeySet, KeySet.Key) {
        if let set = cached.withLock({ $0 }), let key = set.signing(at: now()) { return (set, key) }
        try await addKey()
        let set = try await load()
        guard let key = set.signing(at: now()) else { throw VaultError.damaged }
        return (set, key)
    }

    /// The keys, with the one of this id; nil when there is none that still verifies.
    func verifying(_ id: String) async throws -> KeySet? {
        if let set = cached.withLock({ $0 }) {
            if set.verifying(id, at: now()) != nil { return set }
            // Another host may have made it; strangers who invent ids cause one read a second and no more.
            if now() < set.loadedAt + Self.freshness { return nil }
        }
        let set = try await load()
        return set.verifying(id, at: now()) == nil ? nil : set
    }

    /// All that verify now.
    func published() async throws -> [PublishedKey] {
        let (set, _) = try await signing()
        return set.keys.filter { now() < $0.verifiesUntil }.map { PublishedKey(id: $0.id, publicKey: $0.publicKey) }
    }

    /// Makes a key, unless there is one already that signs.
    private func addKey() async throws {
        let (time, id, sealer) = (now(), Identifier<SigningKeyKind>(), vault.installationKey)
        let key = Curve25519.Signing.PrivateKey()
        let sealed = sealer.seal([UInt8](key.rawRepresentation), Self.row(of: id.text))
        try await database.commit { transaction in
            let known = try transaction.query(TokenKeyStatement.load, .text(Self.purpose), .time(time))
            guard try known.allSatisfy({ try $0.time(4) <= time }) else { return }
            let end = time + Self.signsFor
            try transaction.execute(
                TokenKeyStatement.add, .id(id), .text(Self.purpose), .blob([UInt8](key.publicKey.rawRepresentation)), .blob(sealed),
                .id(sealer.id), .time(time), .time(end), .time(end + Self.overlap))
        }
    }

    private func load() async throws -> KeySet {
        let time = now()
        let rows = try await database.read { try $0.query(TokenKeyStatement.load, .text(Self.purpose), .time(time)) }
        let collection = JWTKeyCollection()
        var keys: [KeySet.Key] = []
        for row in rows {
            let id = try row.text(0)
            let opened = try await vault.dataKey(row.id(3)).open(row.blob(2), Self.row(of: id))
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: opened)
            await collection.add(eddsa: EdDSA.PrivateKey(backing: key), kid: JWKIdentifier(string: id))
            keys.append(.init(id: id, publicKey: try row.blob(1), signsUntil: try row.time(4), verifiesUntil: try row.time(5)))
        }
        // The first one added had become the default.
        await collection.clearDefault()
        let set = KeySet(keys: keys, loadedAt: time, collection: collection)
        cached.withLock { $0 = set }
        return set
    }

    private static func row(of id: String) -> SealedRow {
        SealedRow(table: "signing_keys", row: id, column: "private_sealed")
    }
}
