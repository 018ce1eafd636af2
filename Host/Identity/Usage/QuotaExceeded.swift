package import Model

/// A workspace has used up what its plan allows.
package struct QuotaExceeded: Error, Hashable, Sendable {
    package enum Quota: Hashable, Sendable {
        case workflows
        /// Until the next month begins.
        case runs(resetsAt: Timestamp)
    }

    package let quota: Quota
    /// The plan's id.
    package let plan: String
    package let limit: Int64
}

extension QuotaExceeded: CustomStringConvertible {
    package var description: String {
        switch quota {
        case .workflows:
            "The plan \(plan) allows \(limit) workflows, and this workspace has them all: delete one, or ask for a larger plan."
        case .runs(let resetsAt):
            "The plan \(plan) allows \(limit) runs a month, and this workspace has used them up: it can start runs again on \(resetsAt.description.prefix(10)), or with a larger plan."
        }
    }
}
