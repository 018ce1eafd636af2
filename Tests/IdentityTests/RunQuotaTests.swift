import Identity
import Model
import Storage
import Testing

@Suite(.timeLimit(.minutes(1))) struct RunQuotaTests {
    /// Starts a run, as far as the quota is concerned.
    private func start(_ tenant: Tenant, _ quota: RunQuota) async throws {
        let allowance = try await quota.allowance(for: tenant.workspace, at: tenant.clock.now)
        do {
            try await tenant.database.commit { try allowance.take(in: $0) }
        } catch {
            quota.note(error, of: allowance)
            throw error
        }
    }

    private func started(_ tenant: Tenant, _ quota: RunQuota, of attempts: Int) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<attempts { group.addTask { (try? await start(tenant, quota)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    @Test func `of many at once exactly the limit passes, over two hosts`() async throws {
        try await Tenant.with { tenant in
            try await tenant.limit("free", runs: 100)
            let hosts = [RunQuota(plans: tenant.plans), RunQuota(plans: PlanStore(database: tenant.database))]
            async let first = started(tenant, hosts[0], of: 90)
            async let second = started(tenant, hosts[1], of: 90)
            #expect(await first + second == 100)
        }
    }

    @Test func `who is over the limit is told plan, limit and when it ends`() async throws {
        try await Tenant.with { tenant in
            try await tenant.limit("free", runs: 1)
            let quota = RunQuota(plans: tenant.plans)
            try await start(tenant, quota)
            let reset = try #require(Timestamp("2026-12-01T00:00:00Z"))
            for _ in 0..<2 {  // the second time from memory
                let error = await #expect(throws: QuotaExceeded.self) { try await start(tenant, quota) }
                #expect(error?.plan == "free")
                #expect(error?.limit == 1)
                #expect(error?.quota == .runs(resetsAt: reset))
            }
        }
    }

    @Test func `a new month and a larger plan let runs start again`() async throws {
        try await Tenant.with { tenant in
            try await tenant.limit("free", runs: 1)
            let quota = RunQuota(plans: tenant.plans)
            #expect(await started(tenant, quota, of: 3) == 1)
            try await tenant.limit("free", runs: 2)
            #expect(await started(tenant, quota, of: 3) == 1)
            tenant.clock.advance(.seconds(10))
            #expect(await started(tenant, quota, of: 5) == 2)
        }
    }

    @Test func `a limit of none refuses the first run, and no limit none`() async throws {
        try await Tenant.with { tenant in
            let quota = RunQuota(plans: tenant.plans)
            try await tenant.limit("free", runs: 0)
            #expect(await started(tenant, quota, of: 2) == 0)
            try await tenant.limit("free", runs: nil)
            #expect(await started(tenant, quota, of: 20) == 20)
        }
    }

    @Test func `a run that is not stored is not counted`() async throws {
        struct Failure: Error {}
        try await Tenant.with { tenant in
            try await tenant.limit("free", runs: 1)
            let quota = RunQuota(plans: tenant.plans)
            let allowance = try await quota.allowance(for: tenant.workspace, at: tenant.clock.now)
            await #expect(throws: Failure.self) {
                try await tenant.database.commit { transaction in
                    try allowance.take(in: transaction)
                    throw Failure()
                }
            }
            #expect(await started(tenant, quota, of: 2) == 1)
        }
    }
}
