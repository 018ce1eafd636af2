/// Why a workspace cannot be made, changed or deleted.
package enum WorkspaceError: Error, Hashable, Sendable {
    case notFound
    /// Sign-up is closed, or for those only who are logged in.
    case signupClosed(SignupPolicy)
    case unknownPlan(String)
    /// The plan is not for those who sign up by themselves.
    case planReserved(String)
    case nameInvalid
    case addressInvalid
    case eventURLInvalid
    case ownersOnly
    /// The workspace of the first start, to which the admin key belongs.
    case firstWorkspace
}

extension WorkspaceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such workspace."
        case .signupClosed(.invite): "Only users who have logged in may make a workspace here: ask for an invitation."
        case .signupClosed: "Sign-up is closed here: ask those who administer the installation for a workspace."
        case .unknownPlan(let plan): "There is no plan “\(plan)”."
        case .planReserved(let plan): "The plan “\(plan)” is given by those who administer the installation: sign up with the plan “free”."
        case .nameInvalid: "A name has 1 to 200 characters, none of them a control character, and not only blanks."
        case .addressInvalid: "This is no address that mail can be sent to."
        case .eventURLInvalid: "The URL must begin with https:// and name a host, without a user or a fragment."
        case .ownersOnly: "Only an owner may delete a workspace."
        case .firstWorkspace: "The workspace of the first start belongs to the admin key and cannot be deleted or suspended."
        }
    }
}
