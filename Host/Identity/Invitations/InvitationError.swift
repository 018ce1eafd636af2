/// Why somebody cannot be invited, or an invitation cannot be used.
package enum InvitationError: Error, Hashable, Sendable {
    case notFound
    /// The token was never given out here.
    case unknownToken
    case expired
    case revoked
    case accepted
    /// It was sent to another address than that of the user who is logged in.
    case otherAddress
    case alreadyMember
    case addressInvalid
    case ownersOnly
    case tooMany(limit: Int)
}

extension InvitationError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such invitation in this workspace."
        case .unknownToken: "There is no such invitation: copy the whole link, or ask for a new one."
        case .expired: "This invitation has expired: ask whoever invited you for a new one."
        case .revoked: "This invitation was taken back, or a newer one took its place: use that, or ask for one."
        case .accepted: "This invitation has been used: each is good for one time."
        case .otherAddress: "This invitation was sent to another address than yours: log in as the user that it was sent to."
        case .alreadyMember: "This address belongs to a member of the workspace already: change the member's role instead."
        case .addressInvalid: "This is no address that mail can be sent to."
        case .ownersOnly: "Only an owner may invite an owner."
        case .tooMany(let limit): "\(limit) invitations of this workspace wait already: take some back first."
        }
    }
}
