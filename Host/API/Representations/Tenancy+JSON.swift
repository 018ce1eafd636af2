import Identity
import Model
import PatchbayJSON

extension Workspace {
    /// A workspace as its members see it.
    var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "name": .string(name), "plan": .string(plan),
            "allow_end_user_connections": .bool(allowsEndUserConnections), "incoming_default": .string(incomingDefault.rawValue),
            "warnings": .array(warnings.map(JSON.string)), "created_at": .time(createdAt),
        ]
        object["email"] = email.map(JSON.string)
        object["event_url"] = eventURL.map(JSON.string)
        return .object(object)
    }

    var summary: JSON { ["id": .string(id.text), "name": .string(name)] }

    /// A workspace as those see it who administer the installation.
    var platformJSON: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "name": .string(name), "plan": .string(plan), "suspended": .bool(suspendedAt != nil),
            "created_at": .time(createdAt),
        ]
        object["email"] = email.map(JSON.string)
        object["suspended_at"] = .time(suspendedAt)
        return .object(object)
    }
}

extension Member {
    var json: JSON {
        [
            "user": .string(user.text), "email": .string(email), "name": .string(name), "role": .string(role.rawValue),
            "joined_at": .time(joinedAt),
        ]
    }
}

extension Invitation {
    var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "email": .string(email), "role": .string(role.rawValue), "state": .string(state(at: .now).rawValue),
            "invited_by": .string(invitedBy), "created_at": .time(createdAt), "expires_at": .time(expiresAt),
        ]
        object["accepted_at"] = .time(acceptedAt)
        object["revoked_at"] = .time(revokedAt)
        return .object(object)
    }
}

extension APIKey {
    var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "name": .string(name), "hint": .string(hint),
            "scopes": .array(Scope.allCases.filter(scopes.contains).map { .string($0.rawValue) }), "created_by": .string(createdBy),
            "created_at": .time(createdAt),
        ]
        object["expires_at"] = .time(expiresAt)
        object["last_used_at"] = .time(lastUsedAt)
        object["revoked_at"] = .time(revokedAt)
        return .object(object)
    }
}

extension WebhookSecret {
    var json: JSON {
        var object: JSONObject = [
            "id": .string(id.text), "purpose": .string(purpose.rawValue), "current": .bool(isCurrent), "created_at": .time(createdAt),
        ]
        object["expires_at"] = .time(expiresAt)
        return .object(object)
    }
}
