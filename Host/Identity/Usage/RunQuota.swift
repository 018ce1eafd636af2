package import Model
import Synchronization

/// How many runs a workspace may start in a month.
package final class RunQuota: Sendable {
    /// A count only rises within its month, so who has reached a limit stays there until one of the two changes.
    private struct Exhaustion: Equatable {
        let month: Timestamp
        let limit: Int64?
    }

    private static let capacity = 10_000

    private let plans: PlanStore
    private let exhausted = Mutex<[WorkspaceID: Exhaustion]>([:])

    package init(plans: PlanStore) {
        self.plans = plans
    }

    /// What a run is to be stored with. Throws ``QuotaExceeded`` at once where it is known that the month's are used up, so
    /// that a flood of refused ones costs no transaction.
    package func allowance(for workspace: WorkspaceID, at now: Timestamp) async throws -> RunAllowance {
        let plan = try await plans.plan(of: workspace)
        let allowance = RunAllowance(workspace: workspace, plan: plan.id, limit: plan.limits.runsPerMonth, month: now.startOfMonth)
        guard let limit = allowance.limit else { return allowance }
        let known = exhausted.withLock { $0[workspace] }
        if known == Exhaustion(month: allowance.month, limit: limit) { throw allowance.refusal(limit: limit) }
        return allowance
    }

    /// Remembers the error with which storing a run failed, if that was ``QuotaExceeded``.
    package func note(_ error: any Error, of allowance: RunAllowance) {
        guard error is QuotaExceeded else { return }
        exhausted.withLock { exhausted in
            if exhausted.count >= Self.capacity { exhausted.removeAll() }
            exhausted[allowance.workspace] = Exhaustion(month: allowance.month, limit: allowance.limit)
        }
    }
}
