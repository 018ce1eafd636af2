package import Model
import Synchronization

/// What the database said a moment ago, so that an authenticated request costs no read while nothing changed.
///
/// A change made through this host counts at once, by the generation; one made by another host after a second.
package final class RecentlyRead<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let generation: UInt64
        let expires: Timestamp
    }

    private let generation: Generation
    private let capacity: Int
    private let entries = Mutex<[Key: Entry]>([:])

    package init(_ generation: Generation, capacity: Int = 10_000) {
        self.generation = generation
        self.capacity = capacity
    }

    /// What is not there is not remembered: strangers could fill the memory with it.
    package func value(_ key: Key, at now: Timestamp, read: () async throws -> Value?) async throws -> Value? {
        // Taken before the read: a change that comes between makes the entry out of date from the start.
        let current = generation.current
        if let entry = entries.withLock({ $0[key] }), entry.generation == current, now < entry.expires { return entry.value }
        guard let value = try await read() else {
            entries.withLock { $0[key] = nil }
            return nil
        }
        entries.withLock { entries in
            if entries.count >= capacity { entries.removeAll() }
            entries[key] = Entry(value: value, generation: current, expires: now + .seconds(1))
        }
        return value
    }
}
