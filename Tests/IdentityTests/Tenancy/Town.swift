import Identity
import Logging
import Model
import Storage
import Synchronization
import Vault

/// A host's tenancy over a real database, with a clock that a test moves.
struct Town {
    enum Statement: String, StatementSet {
        case addUser = """
            INSERT INTO users (id, email, name, password, is_platform_admin, epoch, created_at, updated_at)
            VALUES (?1, ?2, ?2, '', 0, 0, 0, 0)
            """
        case dataKeys = "SELECT COUNT(*) FROM data_keys WHERE workspace_id = ?1"
        case rows = """
            SELECT (SELECT COUNT(*) FROM workspaces WHERE id = ?1) + (SELECT COUNT(*) FROM members WHERE workspace_id = ?1)
              + (SELECT COUNT(*) FROM api_keys WHERE workspace_id = ?1) + (SELECT COUNT(*) FROM webhook_secrets WHERE workspace_id = ?1)
              + (SELECT COUNT(*) FROM invitations WHERE workspace_id = ?1) + (SELECT COUNT(*) FROM data_keys WHERE workspace_id = ?1)
            """
        case swapPurposes = """
            UPDATE webhook_secrets SET purpose = CASE WHEN purpose = 'signing' THEN 'verification' ELSE 'signing' END
            """
        case texts = "SELECT hint, scopes FROM api_keys"
    }

    final class Clock: Sendable {
        private let time = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

        var now: Timestamp { time.withLock { $0 } }

        func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    let database: Database
    let vault: Vault
    let identity: Identity
    let clock = Clock()
    let plans: PlanStore
    let tenancy: Tenancy
    let accounts: Accounts

    /// `body` with a town in a folder of its own.
    static func with<Answer>(
        signup: SignupPolicy = .open, isDevelopment: Bool = false, _ body: (Town) async throws -> Answer
    ) async throws -> Answer {
        try await withTemporaryFolder { folder in try await body(Town(folder, signup, isDevelopment)) }
    }

    private init(_ folder: String, _ signup: SignupPolicy, _ isDevelopment: Bool) async throws {
        database = try await .open(folder: folder, logger: Logger(label: "test"))
        vault = try await .open(masterKey: .generated, database: database)
        identity = try await .open(database: database, vault: vault)
        let clock = clock
        plans = PlanStore(database: database, now: { clock.now })
        tenancy = Tenancy(
            TenancyStore(database: database, vault: vault, now: { clock.now }), plans: plans, first: identity.workspace, signup: signup,
            isDevelopment: isDevelopment)
        accounts = Accounts(
            database: database, vault: vault, issuer: "https://patchbay.example.com", cost: .testing, logger: Logger(label: "test"),
            now: { clock.now })
    }

    var authenticator: Authenticator { Authenticator(identity: identity, accounts: accounts, tenancy: tenancy) }

    /// Somebody who has registered and logged in.
    func user(_ email: String, isPlatformAdmin: Bool = false) async throws -> (id: UserID, caller: Caller) {
        let id = UserID()
        try await database.commit { try $0.execute(Statement.addUser, .id(id), .text(email)) }
        return (id, .user(id, session: SessionID(), isPlatformAdmin: isPlatformAdmin))
    }

    /// A workspace of this owner; of nobody without one.
    func workspace(of owner: Caller? = nil) async throws -> WorkspaceService.Created {
        try await tenancy.workspaces.create(name: "Acme", email: "owner@acme.example", plan: nil, by: owner)
    }

    /// Makes the user a member by way of an invitation.
    func join(_ workspace: WorkspaceID, _ user: UserID, _ email: String, as role: Role, invitedBy caller: Caller) async throws {
        let token = try await tenancy.invitations.create(email: email, role: role, by: caller, in: workspace).token
        _ = try await tenancy.invitations.accept(token: token.text, user: user)
    }
}
