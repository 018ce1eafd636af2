import Model
import Storage
import Synchronization

/// What decides whether an access token of a session is good.
struct SessionStanding: Sendable {
    let user: UserID
    let hasEnded: Bool
    let epoch: Int64
    let isPlatformAdmin: Bool
    let isDisabled: Bool

    init(_ row: Row) throws(StorageError) {
        user = try row.id(0)
        hasEnded = try row.optionalTime(1) != nil
        epoch = try row.integer(2)
        isPlatformAdmin = try row.integer(3) != 0
        isDisabled = try row.optionalTime(4) != nil
    }

    func admits(_ token: VerifiedToken) -> Bool {
        !hasEnded && !isDisabled && epoch == token.epoch && user == token.user
    }
}

/// The sessions in use, in memory: asking costs no database access while nothing changed.
final class SessionStandings: Sendable {
    private struct Entry {
        let standing: SessionStanding
        let generation: UInt64
        let expires: Timestamp
    }

    /// A change made through this host counts at once, by the generation; one made by another host after this time.
    private static let lifetime = Duration.seconds(1)
    private static let capacity = 10_000

    private let database: Database
    private let now: @Sendable () -> Timestamp
    private let entries = Mutex<[SessionID: Entry]>([:])
    private let generation = Atomic<UInt64>(0)

    init(database: Database, now: @escaping @Sendable () -> Timestamp) {
        self.database = database
        self.now = now
    }

    /// Called after each change to a session or user is durable and before anybody is told of it.
    func invalidate() {
        generation.add(1, ordering: .sequentiallyConsistent)
    }

    /// Nil for a session that was never there, or is long gone.
    func standing(of session: SessionID) async throws -> SessionStanding? {
        let generation = generation.load(ordering: .sequentiallyConsistent)
        let time = now()
        if let entry = entries.withLock({ $0[session] }), entry.generation == generation, time < entry.expires { return entry.standing }
        guard let row = try await database.read({ try $0.first(SessionStatement.standing, .id(session)) }) else { return nil }
        let standing = try SessionStanding(row)
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[session] = Entry(standing: standing, generation: generation, expires: time + Self.lifetime)
        }
        return standing
    }
}
