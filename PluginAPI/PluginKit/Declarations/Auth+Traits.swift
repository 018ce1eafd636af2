extension Trait<Auth> {
    /// How to get the credential, in Markdown, step by step.
    public static func setup(_ markdown: String) -> Self { .entry("setup", .string(markdown)) }

    /// The names of the hosts that may receive the credential. All hosts of the connector when absent.
    public static func hosts(_ hosts: String...) -> Self { .entry("hosts", hosts.json) }

    /// What else a person enters. The plugin sees those that are not secret in ``Call/connection``.
    public static func fields(_ fields: Field...) -> Self { Self { $0.fields += fields } }

    /// Finds out whether the credential works: throws when it does not. ``identity(_:)`` serves where this is absent.
    public static func test(_ test: @escaping @Sendable (Call) async throws -> Void) -> Self { Self { $0.test = test } }

    /// Finds out whose the credential is.
    public static func identity(_ identity: @escaping @Sendable (Call) async throws -> Identity) -> Self {
        Self { $0.identity = identity }
    }

    /// Gets a token where the provider's way is too odd for data to describe it. The last resort.
    ///
    /// The closure gets the document `auth.token.input.json` and answers `auth.token.output.json`; secrets travel as
    /// placeholders and captures.
    public static func token(_ token: @escaping @Sendable (JSON, Call) async throws -> JSON) -> Self {
        Self { $0.token = token }
    }
}
