import Egress
import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

/// Logging in and out. Wrong passwords, unknown emails and disabled users get the same answer after the same work.
struct AuthRoutes: Sendable {
    let accounts: Accounts
    let authenticator: Authenticator
    let tenancy: Tenancy
    let mailer: Mailer
    let cookie: RefreshCookie
    let clients: ClientAddress
    let publicURL: String

    var routes: [Route] { [keySet, logIn, refresh, logOut, register] + passwordRoutes }

    private var keySet: Route {
        Route(
            .get, "/.well-known/jwks.json", id: "getKeySet", tag: "Log-in",
            summary: "The public keys that verify access tokens (RFC 7517); they change about once a month.",
            answers: [.init(.ok, "The keys.", .reference("KeySet"))]
        ) { _ in
            let keys = try await accounts.publishedKeys().map { key -> JSON in
                ["kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": .string(key.id), "x": .string(key.x)]
            }
            return .json(["keys": .array(keys)], headers: [.cacheControl: "public, max-age=300"])
        }
    }

    private var logIn: Route {
        Route(
            .post, "/api/v1/auth/login", id: "logIn", tag: "Log-in",
            summary: "Starts a session: an access token for 15 minutes, and a refresh token for 7 days, good once.",
            body: .json(
                UserSchemas.object(
                    [
                        "email": UserSchemas.email, "password": UserSchemas.password,
                        "cookie": ["type": "boolean", "default": false, "description": "Puts the refresh token into a cookie for browsers."],
                    ], required: ["email", "password"]), limit: 1 << 16),
            answers: [.init(.ok, "The session.", .reference("LogIn"))]
        ) { call in
            let wantsCookie = call.body["cookie"]?.bool ?? false
            // A foreign page must not log a browser in as somebody else either.
            if wantsCookie { try cookie.checkOrigin(of: call) }
            let origin = Origin(
                address: clients.address(of: call.request, call.context), userAgent: call.request.headers[.userAgent] ?? "")
            return answer(try await accounts.logIn(call.email(), password: call.required("password"), from: origin), asCookie: wantsCookie)
        }
    }

    private var refresh: Route {
        Route(
            .post, "/api/v1/auth/refresh", id: "refreshSession", tag: "Log-in",
            summary: "Exchanges a refresh token, of the body or else of the cookie, for a new pair. One that is used twice ends its session.",
            body: .json(UserSchemas.object(["refresh_token": UserSchemas.token]), required: false, limit: 1 << 16),
            answers: [.init(.ok, "The session.", .reference("LogIn"))]
        ) { call in
            if let token = call.body["refresh_token"]?.string { return answer(try await accounts.refresh(token), asCookie: false) }
            guard let token = try cookie.token(in: call) else { throw AccountError.refreshRefused }
            return answer(try await accounts.refresh(token), asCookie: true)
        }
    }

    private var logOut: Route {
        Route(
            .post, "/api/v1/auth/logout", id: "logOut", tag: "Log-in",
            summary: "Ends the session of the refresh token in the body, else of the one in the cookie, else of the access token.",
            body: .json(UserSchemas.object(["refresh_token": UserSchemas.token]), required: false, limit: 1 << 16),
            answers: [.init(.noContent, "The session has ended, or there was none.")]
        ) { call in
            if let token = call.body["refresh_token"]?.string {
                try await accounts.logOut(refreshToken: token)
            } else if let token = try cookie.token(in: call) {
                try await accounts.logOut(refreshToken: token)
                return Response(status: .noContent, headers: HTTPFields([RefreshCookie.removal]))
            } else if let bearer = call.request.headers[.authorization]?.split(separator: " ").last,
                case .user(_, let session, _)? = try? await authenticator.caller(bearer: String(bearer))
            {
                try await accounts.logOut(session)
            }
            return .nothing
        }
    }

    private var register: Route {
        Route(
            .post, "/api/v1/auth/register", id: "register", tag: "Log-in",
            summary: "Makes a user who can then log in. The answer is the same when the email was registered before, and nothing changes then.",
            body: .json(
                UserSchemas.object(
                    [
                        "email": UserSchemas.email, "password": UserSchemas.newPassword, "name": UserSchemas.name,
                        "invitation": ["type": "string", "minLength": 1, "maxLength": 200, "description": "The token of an invitation."],
                    ], required: ["email", "password", "name"]), limit: 1 << 16),
            answers: [.init(.accepted, "Log in.")]
        ) { call in
            let email = try call.email()
            guard try await mayRegister(email, invitation: call.body["invitation"]?.string) else { throw AccountError.signUpClosed }
            let registration = try await accounts.register(email, name: call.required("name"), password: call.required("password"))
            if case .known(let user) = registration, mailer.isSetUp { try mailer.post { .registeredAgain(user, publicURL: publicURL) } }
            return Response(status: .accepted)
        }
    }

    /// Where people are invited, the invitation must be for this address.
    private func mayRegister(_ email: EmailAddress, invitation: String?) async throws -> Bool {
        switch tenancy.workspaces.signup {
        case .open: return true
        case .invite:
            guard let invitation else { return false }
            return try await tenancy.invitations.invitedAddress(token: invitation) == email
        case .closed: return false
        }
    }

    private func answer(_ logIn: LogIn, asCookie: Bool) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        if asCookie { headers.append(cookie.header(for: logIn)) }
        return .json(logIn.json(inBody: !asCookie), headers: headers)
    }
}
