package import Model

/// The parts that keep workspaces apart, for those who serve them.
package struct Tenancy: Sendable {
    package let workspaces: WorkspaceService
    package let members: MemberService
    package let invitations: InvitationService
    package let apiKeys: APIKeyService
    package let webhookSecrets: WebhookSecretService

    package init(
        _ store: TenancyStore, plans: PlanStore, first: WorkspaceID, signup: SignupPolicy = .closed, isDevelopment: Bool = false,
        erasures: [WorkspaceService.Erasure] = []
    ) {
        workspaces = WorkspaceService(store, plans: plans, first: first, signup: signup, isDevelopment: isDevelopment, erasures: erasures)
        members = MemberService(store)
        invitations = InvitationService(store)
        apiKeys = APIKeyService(store)
        webhookSecrets = WebhookSecretService(store)
    }
}
