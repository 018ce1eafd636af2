import Engine
import Logging
import Model
import PatchbayJSON
import Storage
import Testing
import Triggers
import Vault

@Suite struct WorkspaceErasureTests {
    private enum Statement: String, StatementSet {
        case forget = "DELETE FROM workspaces WHERE id = ?1"
        case note = "INSERT INTO erasures (workspace_id, requested_at) VALUES (?1, 0)"
        case suspend = "UPDATE workspaces SET suspended_at = 1 WHERE id = ?1"
        case open = "SELECT COUNT(*) FROM runs WHERE finished_at IS NULL"
        case rows = """
            SELECT (SELECT COUNT(*) FROM workflows) + (SELECT COUNT(*) FROM workflow_versions) + (SELECT COUNT(*) FROM workflow_steps)
              + (SELECT COUNT(*) FROM runs) + (SELECT COUNT(*) FROM run_payloads) + (SELECT COUNT(*) FROM attempts)
              + (SELECT COUNT(*) FROM attempt_payloads) + (SELECT COUNT(*) FROM events) + (SELECT COUNT(*) FROM event_payloads)
              + (SELECT COUNT(*) FROM erasures)
            """
    }

    private static let echo: @Sendable (StepCall) async -> AttemptReport = { AttemptReport(.output($0.input.bytes())) }

    @Test func `runs that wait are cancelled with their workspace, and nothing of them is left in the end`() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "p", input: ["body": "{{trigger.body}}"])
            let host = fixture.host(Self.echo)
            try await fixture.running(host) {
                let receipt = try await fixture.post("{}", to: "p", host.intake)
                _ = try await host.runs.wait(for: receipt.run, in: fixture.workspace, .seconds(30))
            }
            for _ in 0..<120 { _ = try await fixture.post("{}", to: "p", host.intake) }
            try await fixture.database.commit { transaction in
                try fixture.workflows.erase(fixture.workspace, in: transaction, at: .now)
                try fixture.vault.eraseDataKeys(of: fixture.workspace, in: transaction)
                try transaction.execute(Statement.forget, .id(fixture.workspace))
                try transaction.execute(Statement.note, .id(fixture.workspace))
            }
            fixture.vault.forget(fixture.workspace)
            #expect(try await fixture.database.read { try $0.first(Statement.open)?.integer(0) } == 0)
            await #expect(throws: WebhookError.notFound) { try await fixture.post("{}", to: "p", host.intake) }
            try await WorkspaceSweeper(database: fixture.database, logger: Logger(label: "test")).sweep()
            #expect(try await fixture.database.read { try $0.first(Statement.rows)?.integer(0) } == 0)
        }
    }

    @Test func `a suspended workspace takes in no webhooks`() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "p", input: ["body": "{{trigger.body}}"])
            try await fixture.database.commit { try $0.execute(Statement.suspend, .id(fixture.workspace)) }
            let host = fixture.host(Self.echo)
            await #expect(throws: WebhookError.notFound) { try await fixture.post("{}", to: "p", host.intake) }
        }
    }
}
