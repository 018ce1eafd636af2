extension Auth {
    /// A connection without a credential.
    public static func none(_ id: String = "none", _ name: String = "No sign-in", _ traits: Trait<Auth>...) -> Auth {
        Auth(id, name, kind: "none", traits)
    }

    /// A token in the `Authorization` header, after a prefix.
    public static func bearer(
        _ id: String, _ name: String, token: Field, prefix: String = "Bearer ", _ traits: Trait<Auth>...
    ) -> Auth {
        let apply: JSON = ["headers": ["Authorization": .string(prefix + token.secretPlaceholder)]]
        return Auth(id, name, kind: "bearer", fields: [token.secret], apply: apply, traits)
    }

    /// A key in a header of the provider's own.
    public static func apiKey(_ id: String, _ name: String, key: Field, header: String, _ traits: Trait<Auth>...) -> Auth {
        let apply: JSON = ["headers": .object([header: .string(key.secretPlaceholder)])]
        return Auth(id, name, kind: "api_key", fields: [key.secret], apply: apply, traits)
    }

    /// A key in the query of the URL.
    public static func apiKey(_ id: String, _ name: String, key: Field, query: String, _ traits: Trait<Auth>...) -> Auth {
        let apply: JSON = ["query": .object([query: .string(key.secretPlaceholder)])]
        return Auth(id, name, kind: "api_key", fields: [key.secret], apply: apply, traits)
    }

    /// User name and password, as HTTP's Basic scheme.
    public static func basic(
        _ id: String, _ name: String, username: Field, password: Field, _ traits: Trait<Auth>...
    ) -> Auth {
        let apply: JSON = [
            "basic": ["username": .string(username.placeholder), "password": .string(password.secretPlaceholder)]
        ]
        return Auth(id, name, kind: "basic", fields: [username, password.secret], apply: apply, traits)
    }

    /// A key as the user name of HTTP's Basic scheme, beside a password that is the same for everybody, such as "X".
    public static func basic(
        _ id: String, _ name: String, key: Field, password: String = "", _ traits: Trait<Auth>...
    ) -> Auth {
        let apply: JSON = ["basic": ["username": .string(key.secretPlaceholder), "password": .string(password)]]
        return Auth(id, name, kind: "basic", fields: [key.secret], apply: apply, traits)
    }

    /// An address that is itself the secret, such as an incoming webhook. Requests go to ``RequestURL/connection(_:)``.
    ///
    /// - Parameter pattern: Regular expression that the whole URL must match.
    public static func urlSecret(
        _ id: String, _ name: String, url: Field, pattern: String, _ traits: Trait<Auth>...
    ) -> Auth {
        var auth = Auth(
            id, name, kind: "url_secret", fields: [url.secret], apply: ["url": .string(url.secretPlaceholder)], traits)
        auth.entry["url_pattern"] = .string(pattern)
        return auth
    }

    /// OAuth 2.0; the host runs the flow and refreshes the token.
    public static func oauth2(_ id: String, _ name: String, _ provider: OAuth2, _ traits: Trait<Auth>...) -> Auth {
        var auth = Auth(id, name, kind: "oauth2", traits)
        auth.entry["oauth2"] = provider.json
        return auth
    }

    /// Whatever else can be said with placeholders, `{{secret:id}}` and `{{field:id}}`, in headers and query.
    public static func template(
        _ id: String, _ name: String, fields: [Field], headers: [String: String] = [:], query: [String: String] = [:],
        _ traits: Trait<Auth>...
    ) -> Auth {
        Auth(id, name, kind: "template", fields: fields, apply: ["headers": headers.json, "query": query.json], traits)
    }
}

extension Field {
    fileprivate var secret: Field { with([.secret]) }

    fileprivate var secretPlaceholder: String { "{{secret:\(id)}}" }

    fileprivate var placeholder: String { "{{field:\(id)}}" }
}
