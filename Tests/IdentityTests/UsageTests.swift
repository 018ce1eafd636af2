import Identity
import Logging
import Model
import Storage
import Testing

@Suite struct UsageTests {
    private enum Statement: String, StatementSet {
        case insert = "INSERT INTO usage_counts (workspace_id, metric, period, amount) VALUES (?1, 'runs', ?2, ?3)"
    }

    @Test func `usage shows this month, this hour and twelve months`() async throws {
        try await Tenant.with { tenant in
            for (month, runs) in [("2025-11", 1), ("2025-12", 2), ("2026-11", 3)] as [(String, Int64)] {
                let start = try #require(Timestamp(month + "-01T00:00:00Z"))
                try await tenant.database.write { try $0.execute(Statement.insert, .id(tenant.workspace), .time(start), .integer(runs)) }
            }
            let quotas = try await Quotas.open(
                database: tenant.database, now: { tenant.clock.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            _ = quotas.requests.count(.workspace(tenant.workspace), limit: 9)
            let usage = try await quotas.usage(of: tenant.workspace)
            #expect(usage.plan.id == "free")
            #expect(usage.workflows == 0)
            #expect(usage.requests == 1)
            #expect(usage.requestsResetAt.description == "2026-12-01T00:00:00.000Z")
            #expect(usage.runsResetAt.description == "2026-12-01T00:00:00.000Z")
            #expect(usage.months.map(\.start.monthText) == [
                "2026-11", "2026-10", "2026-09", "2026-08", "2026-07", "2026-06", "2026-05", "2026-04", "2026-03", "2026-02", "2026-01", "2025-12",
            ])
            #expect(usage.months.map(\.runs) == [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
        }
    }
}
