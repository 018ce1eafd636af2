import HTTPTypes
import PatchbayJSON

/// What a client names a request with, so that a repeat of it has no second effect.
struct IdempotencyKey: Hashable, Sendable {
    let text: String

    /// The longest key, in characters.
    static let limit = 255

    /// Nil when it is empty, too long, or has more than visible ASCII characters.
    init?(_ text: String) {
        guard (1...Self.limit).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        self.text = text
    }
}

extension Route.Parameter {
    static let idempotencyKey = Route.Parameter(
        name: "Idempotency-Key", location: .header,
        summary: "Names the request for a day: a repeat gets the stored answer and has no second effect.",
        schema: ["type": "string", "pattern": "^[!-~]{1,255}$"], required: false)
}

extension HTTPField.Name {
    // The names are constant tokens, so they are always valid.
    static let idempotencyKey = Self("idempotency-key")!
    static let idempotencyReplayed = Self("idempotency-replayed")!
}
