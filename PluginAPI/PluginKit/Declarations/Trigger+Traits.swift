extension Trait<Trigger> {
    public static func description(_ text: String) -> Self { .entry("description", .string(text)) }

    public static func scopes(_ scopes: String...) -> Self { .entry("scopes", scopes.json) }

    public static func documentation(_ url: String) -> Self { .entry("documentation_url", .string(url)) }

    /// The members of an event's data; more may come.
    public static func output(_ fields: Field...) -> Self { .entry("output", Field.schema(of: fields, isOpen: true)) }

    public static func sample(output: JSON) -> Self { .entry("sample_output", output) }

    /// JSON Pointer into an event's data: two events with the same value there are one.
    public static func dedupe(by pointer: String) -> Self { .entry("dedupe_key", .string(pointer)) }

    /// Raised when cursors of an older release can no longer be read; they are then dropped.
    public static func stateVersion(_ version: Int) -> Self { .entry("state_version", version.json) }

    /// Makes the provider call the host; runs again before the subscription expires.
    public static func subscribe<Input: Form>(
        _ subscribe: @escaping @Sendable (Input, SubscriptionRequest, Call) async throws -> Subscription
    ) -> Self {
        Self { trigger in
            trigger.subscribe = { input, request, call in try await subscribe(try Input.read(input, at: ""), request, call) }
        }
    }

    /// Undoes `subscribe`; must not fail when there is nothing left to undo.
    public static func unsubscribe<Input: Form>(
        _ unsubscribe: @escaping @Sendable (Input, SubscriptionRequest, Call) async throws -> Void
    ) -> Self {
        Self { trigger in
            trigger.unsubscribe = { input, request, call in
                try await unsubscribe(try Input.read(input, at: ""), request, call)
            }
        }
    }
}
