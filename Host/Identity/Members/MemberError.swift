/// Why a member cannot be changed.
package enum MemberError: Error, Hashable, Sendable {
    case notFound
    /// Someone must be able to hand the workspace on, or delete it.
    case lastOwner
    case ownersOnly
}

extension MemberError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such member in this workspace."
        case .lastOwner: "A workspace keeps at least one owner: make somebody else an owner first, or delete the workspace."
        case .ownersOnly: "Only an owner may make, change or remove an owner."
        }
    }
}
