import Identity
import Model
import PatchbayJSON

/// What bodies about users hold.
enum UserSchemas {
    static let email: JSON = [
        "type": "string", "minLength": 3, "maxLength": .number(JSONNumber(EmailAddress.maximumLength)), "pattern": .string(EmailAddress.pattern),
        "description": "Capitals make no difference.",
    ]
    /// Without control characters: it stands in lists and in mail.
    static let name: JSON = ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[^\\u0000-\\u001f\\u007f]+$"]
    static let newPassword: JSON = [
        "type": "string", "minLength": .number(JSONNumber(PasswordRules.length.lowerBound)),
        "maxLength": .number(JSONNumber(PasswordRules.length.upperBound)), "description": "Any characters; not one that everybody uses.",
    ]
    static let password: JSON = ["type": "string", "minLength": 1, "maxLength": .number(JSONNumber(PasswordRules.length.upperBound))]
    static let token: JSON = ["type": "string", "minLength": 1, "maxLength": 200]

    static func object(_ properties: JSON, required: JSON = []) -> JSON {
        ["type": "object", "required": required, "properties": properties, "additionalProperties": false]
    }
}

extension Call {
    /// The email of the body, whose form its schema has checked.
    func email() throws -> EmailAddress {
        guard let email = body["email"]?.string.flatMap(EmailAddress.init) else {
            throw Problem.invalid([.init(pointer: "/email", message: "must be an email address")])
        }
        return email
    }

    /// A text of the body that its schema requires.
    func required(_ name: String) -> String { body[name]?.string ?? "" }

    /// The user who calls, and the session that the call came with.
    var ownSession: (user: UserID, session: SessionID) {
        get throws {
            guard case .user(let user, let session, _) = principal?.caller else { throw Problem.unauthorized("This needs the token of a user.") }
            return (user, session)
        }
    }
}
