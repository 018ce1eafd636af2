import Engine
import Identity
import Logging
import Model
import Storage
import Testing
import Triggers

@Suite("A webhook's workspace", .timeLimit(.minutes(1)))
struct WebhookQuotaTests {
    private enum Statement: String, StatementSet {
        case events = "SELECT COUNT(*) FROM events"
        case payloads = "SELECT COUNT(*) FROM event_payloads"
        case runs = "SELECT COUNT(*) FROM runs"
        case end = "UPDATE runs SET state = 'succeeded', finished_at = created_at"
    }

    private func limit(_ fixture: WebhookFixture, runs: Int64) async throws {
        let limits = Plan.Limits(workflows: nil, runsPerMonth: runs, retentionDays: 7, requestsPerHour: nil)
        _ = try await fixture.plans.put(Plan(id: "enterprise", name: "Enterprise", limits: limits))
    }

    private func counts(_ fixture: WebhookFixture) async throws -> [Int64?] {
        try await fixture.database.read { transaction in
            try [Statement.events, .payloads, .runs].map { try transaction.first($0)?.integer(0) }
        }
    }

    @Test("has exactly its runs of the month taken in, and nothing of a refused one is kept")
    func exact() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "p")
            try await limit(fixture, runs: 25)
            let host = fixture.host { _ in AttemptReport(.output([0x31])) }
            let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<60 {
                    group.addTask {
                        do {
                            _ = try await fixture.post("{}", to: "p", host.intake)
                            return true
                        } catch is QuotaExceeded {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(accepted == 25)
            #expect(try await counts(fixture) == [25, 25, 25])
            try await limit(fixture, runs: 26)
            _ = try await fixture.post("{}", to: "p", host.intake)
            await #expect(throws: QuotaExceeded.self) { try await fixture.post("{}", to: "p", host.intake) }
        }
    }

    @Test("has the events of its old runs deleted with them")
    func retention() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "p")
            try await limit(fixture, runs: 100)
            let host = fixture.host { _ in AttemptReport(.output([0x31])) }
            for _ in 0..<3 { _ = try await fixture.post("{}", to: "p", host.intake) }
            try await fixture.database.write { try $0.execute(Statement.end) }
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let retention = Retention(
                database: fixture.database, requests: RequestMeter(database: fixture.database, logger: logger),
                clock: EngineClock(now: { .now + .seconds(8 * 86_400) }, sleep: { _ in }, jitter: { 0 }), logger: logger)
            #expect(try await retention.sweep() == 3)
            #expect(try await counts(fixture) == [0, 0, 0])
        }
    }
}
