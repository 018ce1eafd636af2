/// Why a call failed, in the classes by which the host decides what happens next.
public struct CallError: Error, Hashable, Sendable {
    public enum Class: String, Sendable {
        /// Trying again later may help.
        case retry
        /// The provider asks to wait.
        case rateLimited = "rate_limited"
        /// The account must be connected again.
        case reauthorize
        /// The input is at fault; the same input fails again.
        case invalidInput = "invalid_input"
        /// Trying again will not help.
        case permanent
        /// The plugin or the host broke its contract.
        case bug
    }

    public var `class`: Class
    /// A sentence for a person, without secrets.
    public var message: String
    /// How long to wait before the next attempt.
    public var retryAfter: Duration?
    /// The provider's HTTP status, where there was one.
    public var providerStatus: Int?
    /// The field of the input that is at fault.
    public var field: String?

    public init(
        _ class: Class, _ message: String, retryAfter: Duration? = nil, providerStatus: Int? = nil, field: String? = nil
    ) {
        self.class = `class`
        self.message = message
        self.retryAfter = retryAfter
        self.providerStatus = providerStatus
        self.field = field
    }
}

extension CallError {
    public static func retry(_ message: String, after wait: Duration? = nil) -> CallError {
        CallError(.retry, message, retryAfter: wait)
    }

    public static func rateLimited(_ message: String = "The provider asks to wait.", after wait: Duration? = nil) -> CallError {
        CallError(.rateLimited, message, retryAfter: wait)
    }

    public static func reauthorize(_ message: String) -> CallError { CallError(.reauthorize, message) }

    public static func invalidInput(_ message: String, field: String? = nil) -> CallError {
        CallError(.invalidInput, message, field: field)
    }

    public static func permanent(_ message: String) -> CallError { CallError(.permanent, message) }

    public static func bug(_ message: String) -> CallError { CallError(.bug, message) }
}
