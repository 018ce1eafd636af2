import Identity
import Model
import PatchbayJSON

extension User {
    /// A user as they and platform admins see them.
    var json: JSON { .object(members) }

    var members: JSONObject {
        var object: JSONObject = [
            "id": .string(id.text), "email": .string(email.text), "name": .string(name), "is_platform_admin": .bool(isPlatformAdmin),
            "disabled": .bool(disabledAt != nil), "created_at": .time(createdAt), "updated_at": .time(updatedAt),
        ]
        object["last_log_in_at"] = .time(lastLogInAt)
        object["disabled_at"] = .time(disabledAt)
        return object
    }
}

extension Session {
    func json(current: SessionID) -> JSON {
        [
            "id": .string(id.text), "current": .bool(id == current), "created_at": .time(createdAt), "used_at": .time(usedAt),
            "expires_at": .time(expiresAt), "address": .string(address), "user_agent": .string(userAgent),
        ]
    }
}

extension AccessToken {
    /// As OAuth 2.0 names them (RFC 6749, 5.1).
    var members: JSONObject {
        ["access_token": .string(text), "token_type": "Bearer", "expires_at": .time(expiresAt)]
    }
}

extension LogIn {
    /// - Parameter inBody: Whether the refresh token goes to the client's program, and not into its cookie.
    func json(inBody: Bool) -> JSON {
        var object = accessToken.members
        object["session_id"] = .string(session.text)
        object["user"] = user.json
        if inBody { object["refresh_token"] = refreshToken.map(JSON.string) }
        object["refresh_expires_at"] = .time(refreshExpiresAt)
        return .object(object)
    }
}
