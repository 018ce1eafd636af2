/// What a member may do in a workspace; each role may do all that the lower ones may.
package enum Role: String, CaseIterable, Sendable {
    /// Looks.
    case viewer
    /// Builds workflows, connects accounts, runs.
    case editor
    /// Manages members, keys and settings.
    case admin
    /// Hands the workspace on, or deletes it.
    case owner
}

extension Role: Comparable {
    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .editor: 1
        case .admin: 2
        case .owner: 3
        }
    }
}
