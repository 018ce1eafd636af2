import Engine
import Model
import Synchronization
import Vault

/// Where a webhook path leads.
struct WebhookRoute: Sendable {
    let workspace: WorkspaceID
    let workflow: WorkflowID
    let version: Int
    /// As stored with the workflow.
    let path: String
    /// What its requests are sealed with.
    let key: DataKey
}

/// The routes in use, in memory: reading one costs no database access while nothing changed.
final class WebhookRoutes: Sendable {
    private struct Key: Hashable {
        let workspace: String
        let path: String
    }

    private struct Entry {
        let route: WebhookRoute
        let generation: UInt64
        let expires: Timestamp
    }

    /// A change made through this host counts at once, by the store's generation; one made by another host after this time.
    private static let lifetime = Duration.seconds(1)
    private static let capacity = 10_000

    private let workflows: WorkflowStore
    private let vault: Vault
    private let entries = Mutex<[Key: Entry]>([:])

    init(workflows: WorkflowStore, vault: Vault) {
        self.workflows = workflows
        self.vault = vault
    }

    func route(workspace: String, path: String, at now: Timestamp) async throws -> WebhookRoute {
        let key = Key(workspace: workspace, path: path)
        let generation = workflows.generation
        if let entry = entries.withLock({ $0[key] }), entry.generation == generation, now < entry.expires { return entry.route }
        let route = try await load(workspace: workspace, path: path)
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[key] = Entry(route: route, generation: generation, expires: now + Self.lifetime)
        }
        return route
    }

    /// What is not there is not remembered: strangers could fill the memory with it.
    private func load(workspace: String, path: String) async throws -> WebhookRoute {
        guard let workspace = WorkspaceID(workspace), let path = WebhookPath.normalize(path[...]),
            let workflow = try await workflows.workflow(path: path, in: workspace), workflow.isEnabled
        else { throw WebhookError.notFound }
        return WebhookRoute(
            workspace: workspace, workflow: workflow.id, version: workflow.version, path: path,
            key: try await vault.dataKey(for: workspace))
    }
}
