/// So many requests in so much time.
public struct RateLimit: JSONConvertible {
    /// Whose requests count together.
    public enum Scope: String, Sendable {
        case connection, app, account
    }

    public let json: JSON

    /// - Parameter actions: Ids of the actions it holds for; all of them when empty.
    public init(_ requests: Int, per window: Duration, scope: Scope = .connection, actions: [String] = []) {
        json = .members([
            "requests": requests, "per_ms": window.milliseconds, "scope": scope.rawValue,
            "actions": actions.isEmpty ? nil : actions,
        ])
    }
}
