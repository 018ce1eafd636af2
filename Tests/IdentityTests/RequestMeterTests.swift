import Identity
import Logging
import Model
import ServiceLifecycleTestKit
import Storage
import Testing

@Suite(.timeLimit(.minutes(1))) struct RequestMeterTests {
    private func meter(_ tenant: Tenant) async throws -> RequestMeter {
        let meter = RequestMeter(
            database: tenant.database, interval: .seconds(3600), now: { tenant.clock.now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await meter.load()
        return meter
    }

    @Test func `each request counts until the limit, and not beyond`() async throws {
        try await Tenant.with { tenant in
            let meter = try await meter(tenant)
            let standings = (0..<4).map { _ in meter.count(.workspace(tenant.workspace), limit: 3) }
            #expect(standings.map(\.isAdmitted) == [true, true, true, false])
            #expect(standings.map(\.remaining) == [2, 1, 0, 0])
            #expect(standings[0].resetsIn == .seconds(10))
            #expect(meter.used(by: .workspace(tenant.workspace)) == 3)
        }
    }

    @Test func `a new hour begins anew`() async throws {
        try await Tenant.with { tenant in
            let meter = try await meter(tenant)
            _ = meter.count(.workspace(tenant.workspace), limit: 1)
            #expect(!meter.count(.workspace(tenant.workspace), limit: 1).isAdmitted)
            tenant.clock.advance(.seconds(10))
            #expect(meter.used(by: .workspace(tenant.workspace)) == 0)
            #expect(meter.count(.workspace(tenant.workspace), limit: 1).isAdmitted)
        }
    }

    @Test func `workspaces and users do not count for each other`() async throws {
        try await Tenant.with { tenant in
            let meter = try await meter(tenant)
            #expect(meter.count(.workspace(tenant.workspace), limit: 1).isAdmitted)
            #expect(meter.count(.workspace(WorkspaceID()), limit: 1).isAdmitted)
            #expect(meter.count(.user(UserID()), limit: 1).isAdmitted)
        }
    }

    @Test func `what was stored is there after a restart, what was not is forgotten`() async throws {
        try await Tenant.with { tenant in
            let before = try await meter(tenant)
            for _ in 0..<3 { _ = before.count(.workspace(tenant.workspace), limit: 10) }
            try await before.store()
            _ = before.count(.workspace(tenant.workspace), limit: 10)
            #expect(try await meter(tenant).used(by: .workspace(tenant.workspace)) == 3)
        }
    }

    @Test func `a shutdown stores everything`() async throws {
        try await Tenant.with { tenant in
            let before = try await meter(tenant)
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await before.run() }
                    for _ in 0..<3 { _ = before.count(.workspace(tenant.workspace), limit: 10) }
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            #expect(try await meter(tenant).used(by: .workspace(tenant.workspace)) == 3)
        }
    }

    @Test func `two hosts learn of each other's requests when they store theirs`() async throws {
        try await Tenant.with { tenant in
            let (here, there) = (try await meter(tenant), try await meter(tenant))
            for _ in 0..<3 { _ = here.count(.workspace(tenant.workspace), limit: 10) }
            for _ in 0..<4 { _ = there.count(.workspace(tenant.workspace), limit: 10) }
            try await here.store()
            try await there.store()
            #expect(there.used(by: .workspace(tenant.workspace)) == 7)
            _ = here.count(.workspace(tenant.workspace), limit: 10)
            try await here.store()
            #expect(here.used(by: .workspace(tenant.workspace)) == 8)
        }
    }

    @Test func `many workspaces are stored, and forgotten when their hour is long over`() async throws {
        try await Tenant.with { tenant in
            let meter = try await meter(tenant)
            for _ in 0..<1_200 { _ = meter.count(.workspace(WorkspaceID()), limit: 10) }
            try await meter.store()
            #expect(try await rows(tenant) == 1_200)
            try await meter.forgetOutdated()
            #expect(try await rows(tenant) == 1_200)
            tenant.clock.advance(.seconds(2 * 3600))
            try await meter.forgetOutdated()
            #expect(try await rows(tenant) == 0)
        }
    }

    private enum Statement: String, StatementSet {
        case count = "SELECT COUNT(*) FROM usage_counts"
    }

    private func rows(_ tenant: Tenant) async throws -> Int64? {
        try await tenant.database.read { try $0.first(Statement.count)?.integer(0) }
    }
}
