package import Model
import Storage
import Synchronization

/// When keys were last used: noted in memory on the way of a request, stored a minute later at most.
package final class APIKeyUsage: Sendable {
    private struct State {
        /// Uses that are not stored yet.
        var noted: [APIKeyID: Timestamp] = [:]
        var storedAt: [APIKeyID: Timestamp] = [:]
    }

    private static let rarity = Duration.seconds(60)

    private let database: Database
    private let state = Mutex(State())

    init(database: Database) {
        self.database = database
    }

    /// Costs no more than a look at a dictionary; a key that was stored within the minute is left alone.
    func note(_ id: APIKeyID, at now: Timestamp) {
        state.withLock { state in
            if let stored = state.storedAt[id], now < stored + Self.rarity { return }
            state.noted[id] = now
        }
    }

    /// Stores what was noted, in one commit.
    package func store(at now: Timestamp) async throws {
        let noted = state.withLock { state in
            state.storedAt = state.storedAt.filter { now < $0.value + Self.rarity }
            return exchange(&state.noted, with: [:])
        }
        guard !noted.isEmpty else { return }
        do {
            try await database.commit { transaction in
                for (id, time) in noted { try transaction.execute(APIKeyStatement.noteUse, .id(id), .time(time)) }
            }
            state.withLock { $0.storedAt.merge(noted) { max($0, $1) } }
        } catch {
            state.withLock { $0.noted.merge(noted) { max($0, $1) } }
            throw error
        }
    }
}
