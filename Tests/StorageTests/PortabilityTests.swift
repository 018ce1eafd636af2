import API
import Connections
import Engine
import Identity
import Storage
import Testing
import Triggers
import Vault

/// Every statement of the host. A module that gains a ``StatementSet`` is listed here.
let allStatements: [any StatementSet.Type] = [
    APIKeyStatement.self,
    AttemptStatement.self,
    AuditStatement.self,
    ConnectionStatement.self,
    ConnectorManifestStatement.self,
    ConnectorWaitStatement.self,
    ErasureStatement.self,
    EventStatement.self,
    IdempotencyStatement.self,
    IdentityStatement.self,
    InvitationStatement.self,
    MemberStatement.self,
    MigrationStatement.self,
    PlanStatement.self,
    RestoredAccessStatement.self,
    RestoredRunStatement.self,
    RetentionStatement.self,
    RunLeaseStatement.self,
    RunQueryStatement.self,
    RunStatement.self,
    SessionStatement.self,
    TokenKeyStatement.self,
    UsageStatement.self,
    UserStatement.self,
    VaultStatement.self,
    WebhookSecretStatement.self,
    WorkflowStatement.self,
    WorkspaceStatement.self,
]

@Suite(.timeLimit(.minutes(2))) struct PortabilityTests {
    static let statements = allStatements.flatMap { texts(of: $0) }

    @Test func `PostgreSQL prepares every statement`() async throws {
        let refusals = try await prepareOnPostgreSQL(Self.statements)
        #expect(refusals == [])
    }

    @Test func `PostgreSQL's refusals are noticed`() async throws {
        let refusals = try await prepareOnPostgreSQL(["SELECT 1", "SELECT absent FROM runs WHERE id = ?1", "SELECT id\nFROM runs WHERE id = ?1"])
        #expect(refusals.count == 1)
        #expect(refusals.first?.contains("absent") == true)
    }

    @Test(arguments: statements)
    func `SQLite prepares every statement`(sql: String) async throws {
        try await withTemporaryDatabase { database in
            let parameters = Array(repeating: Value.null, count: parameterCount(of: sql))
            _ = try await database.write { try $0.query(Probe(rawValue: "EXPLAIN " + sql), parameters) }
        }
    }

    static func texts<Statements: StatementSet>(of statements: Statements.Type) -> [String] {
        statements.allCases.map(\.rawValue)
    }

    /// The highest `?n`.
    func parameterCount(of sql: String) -> Int {
        sql.split(separator: "?", omittingEmptySubsequences: false).dropFirst()
            .compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0
    }
}
