/// What a workspace may use. Plans are rows that an admin edits; every workspace has one.
package struct Plan: Hashable, Sendable {
    /// `free`: how workspaces name it.
    package let id: String
    package let name: String
    package let limits: Limits

    package init(id: String, name: String, limits: Limits) {
        self.id = id
        self.name = name
        self.limits = limits
    }

    /// nil is without limit.
    package struct Limits: Hashable, Sendable {
        package var workflows: Int64?
        /// In a calendar month, UTC.
        package var runsPerMonth: Int64?
        /// How long ended runs are kept with all that belongs to them.
        package var retentionDays: Int64?
        /// In a clock hour, UTC.
        package var requestsPerHour: Int64?

        package init(workflows: Int64?, runsPerMonth: Int64?, retentionDays: Int64?, requestsPerHour: Int64?) {
            self.workflows = workflows
            self.runsPerMonth = runsPerMonth
            self.retentionDays = retentionDays
            self.requestsPerHour = requestsPerHour
        }
    }
}

/// Why a plan was not shown or changed.
package enum PlanError: Error, Hashable, Sendable {
    case notFound(String)
    case inUse(String, workspaces: Int64)
    /// The workspace whose plan was asked for is gone.
    case noWorkspace
}

extension PlanError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let id): "There is no plan “\(id)” here."
        case .inUse(let id, let workspaces):
            "The plan “\(id)” is that of \(workspaces) workspace\(workspaces == 1 ? "" : "s"): give \(workspaces == 1 ? "it" : "them") another first."
        case .noWorkspace: "There is no such workspace."
        }
    }
}
