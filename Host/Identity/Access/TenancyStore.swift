package import Model
package import Storage
package import Vault

/// What the services of workspaces, members and keys share: the database, the clock, and the word that something changed.
package struct TenancyStore: Sendable {
    let database: Database
    let vault: Vault
    let now: @Sendable () -> Timestamp
    package let generation: Generation

    package init(database: Database, vault: Vault, generation: Generation = Generation(), now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.database = database
        self.vault = vault
        self.generation = generation
        self.now = now
    }

    /// Changes who may do what; it counts from the next request on.
    @discardableResult
    func change<Answer: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Answer) async throws -> Answer {
        // Also after a failure, of which nobody knows whether it came before or after the change was durable.
        defer { generation.rise() }
        return try await database.commit(body)
    }
}
