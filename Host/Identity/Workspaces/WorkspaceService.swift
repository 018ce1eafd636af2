package import Model
package import Storage

/// The workspaces of the installation.
package final class WorkspaceService: Sendable {
    /// Deletes what another part keeps of a workspace, in the transaction that deletes it.
    package typealias Erasure = @Sendable (WriteTransaction, WorkspaceID, _ now: Timestamp) throws -> Void

    package static let defaultPlan = "free"

    let store: TenancyStore
    private let plans: PlanStore
    package let signup: SignupPolicy
    /// The workspace of the first start.
    package let first: WorkspaceID
    let isDevelopment: Bool
    let erasures: [Erasure]

    /// - Parameter erasures: What else there is to delete with a workspace.
    package init(
        _ store: TenancyStore, plans: PlanStore, first: WorkspaceID, signup: SignupPolicy = .closed, isDevelopment: Bool = false,
        erasures: [Erasure] = []
    ) {
        self.store = store
        self.plans = plans
        self.first = first
        self.signup = signup
        self.isDevelopment = isDevelopment
        self.erasures = erasures
    }

    package func get(_ id: WorkspaceID) async throws -> Workspace {
        try await store.database.read { try $0.workspace(id) }
    }

    /// All of the installation, oldest first.
    package func list(after cursor: String? = nil, limit: Int = 50) async throws -> Page<Workspace> {
        let rows = try await store.database.read { try $0.query(WorkspaceStatement.list, .text(cursor ?? ""), .integer(Int64(limit) + 1)) }
        let workspaces = try rows.prefix(limit).map(Workspace.init)
        return Page(elements: workspaces, next: rows.count > limit ? workspaces.last?.id.text : nil)
    }

    package func update(_ id: WorkspaceID, _ change: WorkspaceChange) async throws -> Workspace {
        let name = try change.name.map(WorkspaceName.checked)
        let email = try change.email.map(Self.address)
        if case .some(.some(let url)) = change.eventURL, !EventURL.isAllowed(url, isDevelopment: isDevelopment) {
            throw WorkspaceError.eventURLInvalid
        }
        return try await edit(id) { workspace, _ in
            workspace.name = name ?? workspace.name
            workspace.email = email ?? workspace.email
            workspace.allowsEndUserConnections = change.allowsEndUserConnections ?? workspace.allowsEndUserConnections
            workspace.eventURL = change.eventURL ?? workspace.eventURL
            workspace.incomingDefault = change.incomingDefault ?? workspace.incomingDefault
        }
    }

    /// What those who administer the installation decide; nil leaves a thing as it is.
    package func administer(_ id: WorkspaceID, plan: String?, isSuspended: Bool?) async throws -> Workspace {
        guard id != first || isSuspended != true else { throw WorkspaceError.firstWorkspace }
        let now = store.now()
        // The new limits count from the next request on.
        defer { if plan != nil { plans.noteChange() } }
        return try await edit(id) { workspace, transaction in
            if let plan {
                try transaction.checkPlan(plan)
                workspace.plan = plan
            }
            if let isSuspended { workspace.suspendedAt = isSuspended ? workspace.suspendedAt ?? now : nil }
        }
    }

    private func edit(
        _ id: WorkspaceID, _ body: @escaping @Sendable (inout Workspace, WriteTransaction) throws -> Void
    ) async throws -> Workspace {
        try await store.change { transaction in
            guard try transaction.execute(WorkspaceStatement.touch, .id(id)) == 1 else { throw WorkspaceError.notFound }
            var workspace = try transaction.workspace(id)
            try body(&workspace, transaction)
            try transaction.execute(
                WorkspaceStatement.update, .id(id), .text(workspace.name), .optional(workspace.email), .text(workspace.plan),
                workspace.allowsEndUserConnections ? 1 : 0, .optional(workspace.eventURL), .text(workspace.incomingDefault.rawValue),
                .time(workspace.suspendedAt))
            return workspace
        }
    }

    static func address(_ text: String) throws(WorkspaceError) -> String {
        guard let address = EmailAddress(text) else { throw .addressInvalid }
        return address.text
    }
}

extension Transaction {
    func workspace(_ id: WorkspaceID) throws -> Workspace {
        guard let row = try first(WorkspaceStatement.get, .id(id)) else { throw WorkspaceError.notFound }
        return try Workspace(row)
    }

    func checkPlan(_ plan: String) throws {
        guard try first(WorkspaceStatement.plan, .text(plan)) != nil else { throw WorkspaceError.unknownPlan(plan) }
    }
}

extension Workspace {
    fileprivate init(_ row: Row) throws(StorageError) {
        guard let incoming = IncomingDefault(rawValue: try row.text(6)) else { throw .corrupt("A workspace has an unknown default.") }
        self.init(
            id: try row.id(0), name: try row.text(1), email: try row.optionalText(2), plan: try row.text(3),
            allowsEndUserConnections: try row.integer(4) != 0, eventURL: try row.optionalText(5), incomingDefault: incoming,
            createdAt: try row.time(7), suspendedAt: try row.optionalTime(8))
    }
}
