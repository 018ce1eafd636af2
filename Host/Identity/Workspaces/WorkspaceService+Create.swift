import Model
import Storage
import Vault

extension WorkspaceService {
    /// A new workspace with the secrets that are shown once.
    package struct Created: Sendable {
        package let workspace: Workspace
        package let apiKey: NewAPIKey
        package let signing: WebhookKey
        package let verification: WebhookKey
    }

    /// Makes a workspace with its data key, a key with all scopes and both webhook secrets, in one commit.
    ///
    /// A user becomes its owner. Made by anybody else it has none, and the key is the way in: it may invite the first.
    ///
    /// - Parameter caller: nil for somebody who said nothing of who they are.
    package func create(name: String, email: String, plan: String?, by caller: Caller?) async throws -> Created {
        guard signup.admits(caller) else { throw WorkspaceError.signupClosed(signup) }
        let plan = plan ?? Self.defaultPlan
        let mayChoosePlan = caller?.isPlatformAdmin ?? false
        let name = try WorkspaceName.checked(name)
        let email = try Self.address(email)
        let now = store.now()
        let workspace = Workspace(
            id: WorkspaceID(at: now), name: name, email: email, plan: plan, allowsEndUserConnections: false, eventURL: nil,
            incomingDefault: .none, createdAt: now, suspendedAt: nil)
        let dataKey = try store.vault.newDataKey(for: workspace.id)
        let apiKey = NewAPIKey(
            name: "First key", scopes: Set(Scope.allCases), by: caller.map { "\($0)" } ?? "anonymous", at: now)
        let secrets = WebhookSecretPurpose.allCases.map { NewWebhookSecret($0, sealedWith: dataKey.key, at: now) }
        CommitRider.concern(workspace.id.text)
        try await store.change { transaction in
            try transaction.checkPlan(plan)
            guard mayChoosePlan || plan == Self.defaultPlan else { throw WorkspaceError.planReserved(plan) }
            try transaction.execute(
                WorkspaceStatement.add, .id(workspace.id), .text(name), .text(email), .text(plan), .time(now))
            try dataKey.insert(in: transaction)
            try apiKey.insert(for: workspace.id, in: transaction)
            for secret in secrets { try secret.insert(for: workspace.id, in: transaction) }
            if case .user(let user, _, _) = caller {
                try transaction.execute(MemberStatement.add, .id(workspace.id), .id(user), .text(Role.owner.rawValue), .time(now))
            }
        }
        return Created(workspace: workspace, apiKey: apiKey, signing: secrets[0].key, verification: secrets[1].key)
    }
}

extension SignupPolicy {
    /// Whether somebody may make a workspace.
    package func admits(_ caller: Caller?) -> Bool {
        switch (self, caller) {
        case (_, let caller?) where caller.isPlatformAdmin: true
        case (.open, _), (.invite, .user): true
        case (.invite, _), (.closed, _): false
        }
    }
}
