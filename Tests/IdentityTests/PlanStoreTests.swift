import Identity
import Model
import Storage
import Testing

@Suite struct PlanStoreTests {
    @Test func `a new database has three plans`() async throws {
        try await Tenant.with { tenant in
            let plans = try await tenant.plans.list()
            #expect(plans.map(\.id) == ["enterprise", "free", "professional"])
            #expect(plans[1].limits == Plan.Limits(workflows: 10, runsPerMonth: 1000, retentionDays: 7, requestsPerHour: 5000))
            #expect(plans[0].limits == Plan.Limits(workflows: nil, runsPerMonth: nil, retentionDays: 90, requestsPerHour: 5000))
        }
    }

    @Test func `a plan is made, replaced and deleted`() async throws {
        try await Tenant.with { tenant in
            let limits = Plan.Limits(workflows: 1, runsPerMonth: 2, retentionDays: 3, requestsPerHour: 4)
            let plan = Plan(id: "tiny", name: "Tiny", limits: limits)
            #expect(try await tenant.plans.put(plan))
            #expect(try await tenant.plans.put(plan) == false)
            #expect(try await tenant.plans.get("tiny") == plan)
            try await tenant.plans.delete("tiny")
            await #expect(throws: PlanError.notFound("tiny")) { try await tenant.plans.get("tiny") }
            await #expect(throws: PlanError.notFound("tiny")) { try await tenant.plans.delete("tiny") }
        }
    }

    @Test func `a plan that a workspace has is not deleted`() async throws {
        try await Tenant.with(plan: "free") { tenant in
            await #expect(throws: PlanError.inUse("free", workspaces: 1)) { try await tenant.plans.delete("free") }
            let left = try await tenant.plans.list()
            #expect(left.count == 3)
        }
    }

    @Test func `a change through this store holds at once, another host's after a second`() async throws {
        try await Tenant.with(plan: "free") { tenant in
            #expect(try await tenant.plans.plan(of: tenant.workspace).limits.runsPerMonth == 1000)
            try await tenant.limit("free", runs: 5)
            #expect(try await tenant.plans.plan(of: tenant.workspace).limits.runsPerMonth == 5)
            try await tenant.move(to: "professional")
            #expect(try await tenant.plans.plan(of: tenant.workspace).id == "free")
            tenant.clock.advance(.seconds(1))
            #expect(try await tenant.plans.plan(of: tenant.workspace).id == "professional")
        }
    }

    @Test func `a workspace that is gone has no plan`() async throws {
        try await Tenant.with { tenant in
            await #expect(throws: PlanError.noWorkspace) { try await tenant.plans.plan(of: WorkspaceID()) }
        }
    }
}
