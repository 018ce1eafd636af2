import HTTPTypes
import Identity

extension Problem {
    init(_ error: WorkspaceError) {
        switch error {
        case .notFound: self.init(.notFound, .notFound, "\(error)")
        case .signupClosed, .planReserved, .ownersOnly: self.init(.forbidden, .forbidden, "\(error)")
        case .unknownPlan: self = .invalid([.init(pointer: "/plan", message: "\(error)")])
        case .nameInvalid: self = .invalid([.init(pointer: "/name", message: "\(error)")])
        case .addressInvalid: self = .invalid([.init(pointer: "/email", message: "\(error)")])
        case .eventURLInvalid: self = .invalid([.init(pointer: "/event_url", message: "\(error)")])
        case .firstWorkspace: self.init(.conflict, .conflict, "\(error)")
        }
    }

    init(_ error: MemberError) {
        switch error {
        case .notFound: self.init(.notFound, .notFound, "\(error)")
        case .lastOwner: self.init(.conflict, .conflict, "\(error)")
        case .ownersOnly: self.init(.forbidden, .forbidden, "\(error)")
        }
    }

    init(_ error: InvitationError) {
        switch error {
        case .notFound, .unknownToken: self.init(.notFound, .notFound, "\(error)")
        case .expired, .revoked, .accepted: self.init(.gone, .gone, "\(error)")
        case .otherAddress, .ownersOnly: self.init(.forbidden, .forbidden, "\(error)")
        case .alreadyMember, .tooMany: self.init(.conflict, .conflict, "\(error)")
        case .addressInvalid: self = .invalid([.init(pointer: "/email", message: "\(error)")])
        }
    }

    init(_ error: APIKeyError) {
        switch error {
        case .notFound: self.init(.notFound, .notFound, "\(error)")
        case .scopesBeyond: self.init(.forbidden, .forbidden, "\(error)")
        case .noScopes: self = .invalid([.init(pointer: "/scopes", message: "\(error)")])
        case .expired, .outlives: self = .invalid([.init(pointer: "/expires_at", message: "\(error)")])
        case .tooMany: self.init(.conflict, .conflict, "\(error)")
        }
    }

    init(_ error: WebhookSecretError) {
        switch error {
        case .noWorkspace: self.init(.notFound, .notFound, "\(error)")
        case .tooMany: self.init(.conflict, .conflict, "\(error)")
        }
    }
}

extension Problem.Code {
    static let gone = Self(rawValue: "gone")
}
