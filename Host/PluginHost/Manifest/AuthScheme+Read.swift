import PatchbayPattern

extension AuthScheme {
    /// - Parameter allowed: The connector's allow-list, from which the scheme picks.
    init(_ reader: inout ManifestReader, allowed: [AllowedHost]) {
        id = reader.identifier(.declaration)
        _ = reader.required("kind")
        let kind = reader.choice("kind", Kind.self) ?? .custom
        self.kind = kind
        name = reader.requiredString("name")
        setup = reader.string("setup")
        let form = reader.form("fields")
        self.form = form
        hosts = reader.receivers(among: allowed)
        oauth2 = reader.object("oauth2", OAuth2Provider.init)
        if kind == .oauth2, oauth2 == nil { reader.refuse("A scheme of kind oauth2 needs 'oauth2' with the provider's URLs.") }
        let fields = CredentialFields(form, token: kind == .oauth2 ? OAuth2Provider.token : nil)
        let written = reader.object("apply") { AuthApplication(&$0, fields: fields) }
        application = written ?? Self.usualApplication(kind, form) ?? AuthApplication()
        urlPattern = reader.pattern("url_pattern")
        test = reader.object("test") { $0.credentialTest() } ?? nil
        hasIdentity = reader.object("identity") { $0.promises("auth.identity") } ?? false
        disabledReason = reader.takeUnknownChoice()
        if kind.needsApplication, application.isEmpty, disabledReason == nil {
            reader.refuse("'apply' must say where a credential of kind \(kind.rawValue) goes.")
        }
        if kind == .urlSecret, application.url == nil, disabledReason == nil {
            reader.refuse("'apply' of a scheme of kind url_secret must have 'url'.")
        }
    }

    /// Where a credential goes that the scheme says nothing about.
    private static func usualApplication(_ kind: Kind, _ form: Form?) -> AuthApplication? {
        switch kind {
        case .oauth2: .bearer(OAuth2Provider.token)
        case .bearer: form.flatMap { $0.secretFields.count == 1 ? .bearer($0.secretFields[0]) : nil }
        default: nil
        }
    }
}

extension AuthScheme.Kind {
    fileprivate var needsApplication: Bool {
        switch self {
        case .apiKey, .bearer, .basic, .oauth2, .template, .urlSecret: true
        case .none, .custom: false
        }
    }
}

extension ManifestReader {
    /// The lines of the allow-list with the hosts that the scheme names; all of them when it names none.
    fileprivate mutating func receivers(among allowed: [AllowedHost]) -> [AllowedHost] {
        guard let names = strings("hosts") else { return allowed }
        for (index, name) in names.enumerated() where !AllowedHost.isHost(name) {
            refuse(place("hosts") + "/\(index)", AllowedHost.hostRule)
        }
        let wanted = Set(names.map { $0.lowercased() })
        let lines = allowed.filter { wanted.contains($0.host) }
        // What the list allows in other words, such as api.slack.com below *.slack.com, is meant as plain https.
        let others = wanted.subtracting(lines.map(\.host)).sorted()
        return lines + others.map { AllowedHost(host: $0) }
    }

    fileprivate mutating func pattern(_ key: String) -> Pattern? {
        guard let text = string(key) else { return nil }
        do {
            return try Pattern(text)
        } catch {
            refuse(key: key, error.description)
            return nil
        }
    }

    fileprivate mutating func credentialTest() -> CredentialTest? {
        let answersTest = promises("auth.test")
        return string("action").map(CredentialTest.action) ?? (answersTest ? .operation : nil)
    }

    /// Whether the plugin answers `operation`; another one there is one that this host does not know.
    fileprivate mutating func promises(_ operation: String) -> Bool {
        guard let text = string("operation") else { return false }
        if text != operation { disable("This host does not know the operation \"\(text)\" here, only \"\(operation)\".") }
        return text == operation
    }
}
