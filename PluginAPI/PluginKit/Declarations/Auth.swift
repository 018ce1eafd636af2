/// One way to sign in: what a person enters, how the host puts it on requests, and which hosts may receive it.
///
/// Secrets never enter a plugin. A scheme says where the host is to put them; a call says `authenticated`.
public struct Auth: Declaration {
    public var entry: JSONObject
    var fields: [Field]
    var test: (@Sendable (Call) async throws -> Void)?
    var identity: (@Sendable (Call) async throws -> Identity)?
    var token: (@Sendable (JSON, Call) async throws -> JSON)?

    init(_ id: String, _ name: String, kind: String, fields: [Field] = [], apply: JSON? = nil, _ traits: [Trait<Auth>]) {
        entry = ["id": .string(id), "kind": .string(kind), "name": .string(name)]
        entry["apply"] = apply
        self.fields = fields
        self.apply(traits)
    }

    var id: String { entry["id"]?.string ?? "" }

    /// The entry with its form, and with a mark for each operation that the scheme answers.
    var manifest: JSON {
        var manifest = entry
        manifest["fields"] = Field.schema(of: fields)
        if test != nil || identity != nil { manifest["test"] = ["operation": "auth.test"] }
        if identity != nil { manifest["identity"] = ["operation": "auth.identity"] }
        return .object(manifest)
    }
}

/// Who a connection belongs to, at the provider.
public struct Identity: JSONConvertible {
    public let json: JSON

    /// - Parameters:
    ///   - id: The provider's lasting id of the account.
    ///   - name: What a person recognises it by.
    ///   - details: Anything else worth showing, such as the team.
    public init(id: String, name: String, email: String? = nil, url: String? = nil, details: JSON? = nil) {
        json = .members(["id": id, "name": name, "email": email, "url": url, "details": details])
    }
}
