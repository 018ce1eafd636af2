import Egress
import HTTPTypes
import Hummingbird
import Identity
import Model
import PatchbayJSON

extension AuthRoutes {
    var passwordRoutes: [Route] { [changePassword, requestReset, confirmReset] }

    private var changePassword: Route {
        Route(
            .post, "/api/v1/auth/password", id: "changePassword", tag: "Log-in",
            summary: "Changes one's own password. All other sessions end; this one goes on with the access token of the answer.",
            body: .json(
                UserSchemas.object(
                    ["current_password": UserSchemas.password, "password": UserSchemas.newPassword], required: ["current_password", "password"]),
                limit: 1 << 16),
            answers: [.init(.ok, "The new access token.", .reference("AccessToken"))]
        ) { call in
            let (user, session) = try call.ownSession
            do {
                let token = try await accounts.changePassword(
                    of: user, session: session, from: call.required("current_password"), to: call.required("password"))
                return .json(.object(token.members), headers: [.cacheControl: "no-store"])
            } catch AccountError.wrongCredentials {
                // 401 would say that the access token is not good.
                throw Problem(.forbidden, .wrongCredentials, "The current password is wrong.")
            }
        }
    }

    private var requestReset: Route {
        Route(
            .post, "/api/v1/auth/password-resets", id: "requestPasswordReset", tag: "Log-in",
            summary: "Mails a token with which a new password can be set within an hour. The answer is the same for every email.",
            body: .json(UserSchemas.object(["email": UserSchemas.email], required: ["email"]), limit: 1 << 16),
            answers: [.init(.accepted, "A mail is on its way, if there is such a user.")]
        ) { call in
            let email = try call.email()
            // All of it later: how long it takes to look for the user is part of no answer.
            try mailer.post { try await accounts.makeReset(for: email).map { .reset($0.user, token: $0.token, publicURL: publicURL) } }
            return Response(status: .accepted)
        }
    }

    private var confirmReset: Route {
        Route(
            .post, "/api/v1/auth/password-resets/confirm", id: "confirmPasswordReset", tag: "Log-in",
            summary: "Sets a new password with the token of the mail; all sessions end.",
            body: .json(
                UserSchemas.object(["token": UserSchemas.token, "password": UserSchemas.newPassword], required: ["token", "password"]), limit: 1 << 16),
            answers: [.init(.noContent, "The password is set. Log in.")]
        ) { call in
            try await accounts.confirmReset(call.required("token"), password: call.required("password"))
            return .nothing
        }
    }
}

extension Mail {
    fileprivate static func reset(_ user: User, token: String, publicURL: String) -> Mail {
        Mail(
            to: user.email, subject: "A new password for Patchbay",
            text: """
                Somebody asked for a new password for \(user.email) at \(publicURL).

                If it was you, set one within an hour with this token:

                    \(token)

                    POST \(publicURL)/api/v1/auth/password-resets/confirm
                    {"token": "…", "password": "…"}

                If it was not you, there is nothing to do: the password stays as it is.
                """)
    }

    static func registeredAgain(_ user: User, publicURL: String) -> Mail {
        Mail(
            to: user.email, subject: "You have an account at Patchbay already",
            text: """
                Somebody tried to register \(user.email) at \(publicURL), which is registered already. Nothing was changed.

                If it was you, log in, or ask for a new password when you have forgotten yours.
                """)
    }
}
