import HTTPTypes
import Hummingbird
package import Identity
import Model
package import PatchbayJSON

/// Lets a request in to a route, or answers why not.
struct Doorkeeper: Sendable {
    let authenticator: Authenticator

    /// Who calls; nil where anyone may and nobody said who they are.
    func admit(_ request: Request, _ context: APIContext, _ requirement: Requirement) async throws -> Principal? {
        if requirement == .anyone || (requirement == .guest && request.headers[.authorization] == nil) { return nil }
        let caller = try await caller(of: request)
        let memberships: [Membership]
        if case .user(let user, _, _) = caller, case .workspace = requirement {
            memberships = try await authenticator.memberships(of: user)
        } else {
            memberships = []
        }
        let named = try named(in: request, context)
        let admission = Admission.decide(
            caller, requirement, named: named, first: authenticator.firstWorkspace, memberships: memberships)
        guard case .admitted(let workspace) = admission else {
            let problem = Problem(admission, named: named?.text ?? "")
            guard case .forbidden = admission else { throw problem }
            throw Refusal(principal: Principal(caller: caller, workspace: Self.place(of: caller, requirement, named, memberships)), problem: problem)
        }
        return Principal(caller: caller, workspace: workspace)
    }

    /// The workspace whose log tells of a refusal: a key's own, or one that the user is a member of. What a stranger names is
    /// nobody's business there.
    private static func place(
        of caller: Caller, _ requirement: Requirement, _ named: WorkspaceID?, _ memberships: [Membership]
    ) -> WorkspaceID? {
        if let own = caller.workspace { return own }
        guard case .workspace = requirement else { return nil }
        return memberships.first { named == nil || $0.workspace == named }?.workspace
    }

    private func caller(of request: Request) async throws -> Caller {
        guard let header = request.headers[.authorization] else {
            throw Problem.unauthorized("This needs a key or a token: send “Authorization: Bearer <key>”; the first start wrote one to admin.key in the data folder.")
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Problem.unauthorized("\(AuthenticationError.unknown)") }
        do {
            return try await authenticator.caller(bearer: String(parts[1]))
        } catch AuthenticationError.suspended {
            throw Problem(.forbidden, .forbidden, "\(AuthenticationError.suspended)")
        } catch let error as AuthenticationError {
            throw Problem.unauthorized("\(error)")
        }
    }

    /// The workspace that the request names; path and header must not differ.
    private func named(in request: Request, _ context: APIContext) throws -> WorkspaceID? {
        let names = [context.parameters.get(Route.workspaceParameter), request.headers[.patchbayWorkspace]].compactMap { $0 }
        guard let name = names.first else { return nil }
        guard let id = WorkspaceID(name), names.allSatisfy({ $0 == name }) else { throw Problem.notFound("workspace", name) }
        return id
    }
}

/// A caller who is known may not do this; the workspace is the one that it was to be done in.
struct Refusal: Error {
    let principal: Principal
    let problem: Problem
}

extension Caller {
    /// The one workspace of a key.
    var workspace: WorkspaceID? {
        if case .apiKey(_, let workspace, _) = self { workspace } else { nil }
    }
}

extension Problem {
    fileprivate init(_ admission: Admission, named: String) {
        switch admission {
        case .admitted: self = .unforeseenAdmission
        case .unknownWorkspace: self = .notFound("workspace", named)
        case .workspaceNotNamed(let memberships):
            self.init(
                .badRequest, .workspaceNotNamed,
                memberships.isEmpty
                    ? "You are a member of no workspace: make one with POST /api/v1/workspaces, or ask for an invitation."
                    : "You are a member of several workspaces: name one with the header Patchbay-Workspace, or in the path as /api/v1/workspaces/{workspace}/….",
                extensions: ["workspaces": .array(memberships.map(\.json))])
        case .forbidden(let reason): self.init(.forbidden, .forbidden, reason.sentence)
        }
    }

    private static let unforeseenAdmission = Problem(.internalServerError, .internalError, "Something went wrong that should not have.")
}

extension Admission.Reason {
    fileprivate var sentence: String {
        switch self {
        case .scope(let scope): "This key lacks the scope \(scope.rawValue): make one that has it."
        case .role(let needed, let has): "This needs the role \(needed.rawValue), and yours is \(has.rawValue): ask an admin of the workspace."
        case .platformAdminsOnly: "Only those who administer the installation may do this."
        case .suspended: "\(AuthenticationError.suspended)"
        case .usersOnly: "Only a user who has logged in may do this, not a key."
        }
    }
}

extension Membership {
    /// `{"id": "ws_…", "name": …, "role": …}`.
    package var json: JSON {
        ["id": .string(workspace.text), "name": .string(workspaceName), "role": .string(role.rawValue)]
    }
}

extension Problem.Code {
    static let workspaceNotNamed = Self(rawValue: "workspace-not-named")
}

extension HTTPField.Name {
    // The name is a constant token, so it is always valid.
    static let patchbayWorkspace = Self("patchbay-workspace")!
}
