import Identity
import Model
import Storage

/// `audit.entry`: what an entry of the audit log adds to the commit that it rides with.
enum AuditSection {
    static func run() async throws {
        try await withTemporaryDatabase { database in
            let log = AuditLog(database: database)
            let event = AuditEvent(
                workspace: WorkspaceID(), actor: "usr_01j9zk3m5n7p9q1r3s5t7v9w1x", action: "workflow.create",
                subject: WorkflowID().text, address: "192.0.2.1", traceID: TraceContext.new().traceID)
            let entries = 10_000
            let clock = ContinuousClock()
            var rounds: [Duration] = []
            for _ in 0..<5 {
                let duration = try await database.write { transaction in
                    try clock.measure { for _ in 0..<entries { try log.append(event, in: transaction) } }
                }
                rounds.append(duration)
            }
            report("audit.entry", rounds.sorted()[2] / .microseconds(1) / Double(entries), "µs")
        }
    }
}
