import Identity
import Logging
import Model
import Storage
import Synchronization
import Vault

/// An audit log on a database of its own, with a clock that is set by hand.
struct AuditFixture: Sendable {
    let database: Database
    let vault: Vault
    let log: AuditLog
    let keeper: AuditKeeper
    let time: Time

    final class Time: Sendable {
        private let milliseconds = Mutex<Int64>(1_800_000_000_000)

        var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

        func pass(days: Int64) { milliseconds.withLock { $0 += days * 86_400_000 } }
    }

    static func with(_ body: (AuditFixture) async throws -> Void) async throws {
        try await withTemporaryDatabase { database in
            let time = Time()
            let vault = try await Vault.open(masterKey: .generated, database: database)
            let log = AuditLog(database: database, now: { time.now })
            let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            try await body(
                AuditFixture(database: database, vault: vault, log: log, keeper: AuditKeeper(log: log, vault: vault, logger: silent), time: time))
        }
    }

    static let workspaces = [WorkspaceID(), WorkspaceID()]

    static func event(_ number: Int, in workspace: WorkspaceID? = workspaces[0]) -> AuditEvent {
        AuditEvent(
            workspace: workspace, actor: "usr_\(number % 3)", action: "workflow.\(number % 2 == 0 ? "create" : "delete")",
            subject: "wf_\(number)", address: "192.0.2.\(number % 250)", traceID: "0af7651916cd43dd8448eb211c80319c")
    }

    /// Adds entries, a commit each.
    func fill(_ count: Int) async throws {
        for number in 1...count { try await log.record(Self.event(number)) }
    }

    var verdict: AuditVerdict {
        get async throws { try await database.read { try $0.verifyAuditLog(pageSize: 7) } }
    }

    /// Runs SQL as somebody who has the file, and no scruples about triggers.
    func tamper(_ sql: String...) async throws {
        try await database.write { transaction in
            for sql in ["DROP TRIGGER IF EXISTS audit_entries_stay", "DROP TRIGGER IF EXISTS audit_entries_end_at_anchors"] + sql {
                try transaction.execute(Tampering(rawValue: sql))
            }
        }
    }

    struct Tampering: StatementSet {
        static let allCases: [Tampering] = []
        let rawValue: String
        init(rawValue: String) { self.rawValue = rawValue }
    }
}
