extension Trait<Action> {
    /// What the action does, in a sentence or two.
    public static func description(_ text: String) -> Self { .entry("description", .string(text)) }

    /// What the action is about, in the singular: "message".
    public static func noun(_ noun: String) -> Self { .entry("noun", .string(noun)) }

    /// Ids the action had before.
    public static func aliases(_ ids: String...) -> Self { .entry("aliases", ids.json) }

    /// - Parameter replacement: Id of the action to use instead.
    public static func deprecated(_ message: String, replacement: String? = nil) -> Self {
        .entry("deprecated", .deprecation(message, replacement))
    }

    public static func documentation(_ url: String) -> Self { .entry("documentation_url", .string(url)) }

    /// The action changes nothing.
    public static var readOnly: Self { hint("read_only", true) }

    /// Doing it twice is as good as once.
    public static var idempotent: Self { hint("idempotent", true) }

    /// The action may destroy something.
    public static var destructive: Self { hint("destructive", true) }

    /// The header in which the provider takes ``Call/idempotencyKey``; the action must send it.
    public static func idempotencyKey(header: String) -> Self { hint("idempotency_key_header", .string(header)) }

    /// What the credential must be allowed to do.
    public static func scopes(_ scopes: String...) -> Self { .entry("scopes", scopes.json) }

    /// Ids of the schemes with which the action works. All when absent.
    public static func auth(_ schemes: String...) -> Self { .entry("auth", schemes.json) }

    /// The action works without a connection.
    public static var withoutConnection: Self { .entry("auth", []) }

    /// The members of the answer; more may come.
    public static func output(_ fields: Field...) -> Self { .output(fields: fields) }

    public static func output(fields: [Field]) -> Self { .entry("output", Field.schema(of: fields, isOpen: true)) }

    /// The answer's JSON Schema.
    public static func output(schema: JSON) -> Self { .entry("output", schema) }

    /// An input as it might be.
    public static func sample(input: JSON) -> Self { .entry("sample_input", input) }

    /// An answer as it might be.
    public static func sample(output: JSON) -> Self { .entry("sample_output", output) }

    /// How the answer goes on: where the next page's mark stands in it, and which field takes it.
    ///
    /// - Parameters:
    ///   - cursor: JSON Pointer into the answer; nothing or null there means the end.
    ///   - field: Id of the input field that takes the cursor.
    ///   - items: JSON Pointer to the list in the answer.
    public static func pages(cursor: String, field: String, items: String) -> Self {
        .entry("pagination", ["kind": "cursor", "cursor": .string(cursor), "field": .string(field), "items": .string(items)])
    }

    /// Time for one call.
    public static func timeout(_ timeout: Duration) -> Self { .entry("timeout_ms", timeout.milliseconds.json) }

    /// How many requests one call counts for in the rate limits.
    public static func rateCost(_ cost: Int) -> Self { .entry("rate_cost", cost.json) }

    private static func hint(_ name: String, _ value: JSON) -> Self {
        Self { action in
            var hints = action.entry["hints"]?.object ?? [:]
            hints[name] = value
            action.entry["hints"] = .object(hints)
        }
    }
}
