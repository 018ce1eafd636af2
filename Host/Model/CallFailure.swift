/// Why a call into a plugin, or a request on its behalf, failed, in the classes that decide what happens next (wall 1).
package struct CallFailure: Error, Hashable, Sendable {
    package enum Class: String, Sendable, CaseIterable {
        /// Trying again later may help.
        case retry
        /// The provider asks to wait; `retryAfter` says how long.
        case rateLimited = "rate_limited"
        /// The account must be connected again.
        case reauthorize
        /// The input is at fault; the same input fails again.
        case invalidInput = "invalid_input"
        /// Trying again will not help.
        case permanent
        /// The plugin or the host broke its contract.
        case bug
        /// The connector takes no calls now, and nothing was asked of it. Only the host says this, never a plugin.
        case connectorUnavailable = "connector_unavailable"
    }

    package var `class`: Class
    /// A sentence for a person, without secrets.
    package var message: String
    package var retryAfter: Duration?
    /// The provider's HTTP status, where one was received.
    package var providerStatus: Int?

    package init(_ class: Class, _ message: String, retryAfter: Duration? = nil, providerStatus: Int? = nil) {
        self.class = `class`
        self.message = message
        self.retryAfter = retryAfter
        self.providerStatus = providerStatus
    }
}
