package import Model
package import Storage

extension WriteTransaction {
    /// Throws ``QuotaExceeded`` when the workspace has as many workflows as its plan allows; to be asked by whoever is about
    /// to insert one.
    package func requireRoomForWorkflow(in workspace: WorkspaceID) throws {
        guard let plan = try first(PlanStatement.ofWorkspace, .id(workspace)).map(Plan.init) else { throw PlanError.noWorkspace }
        guard let limit = plan.limits.workflows else { return }
        try execute(UsageStatement.lockWorkspace, .id(workspace))
        guard try first(UsageStatement.workflows, .id(workspace))?.integer(0) ?? 0 < limit else {
            throw QuotaExceeded(quota: .workflows, plan: plan.id, limit: limit)
        }
    }
}
