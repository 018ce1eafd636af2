package import Model
package import PluginHost

/// Under which terms the requests of one call are sent.
package struct CallTerms: Sendable {
    package var hints: ActionHints?
    /// Equal for all attempts of a step; goes into the header that the action's hints name.
    package var idempotencyKey: String?
    package var trace: TraceContext
    /// When the call is given up.
    package var deadline: ContinuousClock.Instant
    /// Awaited once, before the first request that is not safe to repeat; when it throws, that request does not leave.
    package var willSend: (@Sendable () async throws -> Void)?

    package init(
        hints: ActionHints? = nil, idempotencyKey: String? = nil, trace: TraceContext, deadline: ContinuousClock.Instant,
        willSend: (@Sendable () async throws -> Void)? = nil
    ) {
        self.hints = hints
        self.idempotencyKey = idempotencyKey
        self.trace = trace
        self.deadline = deadline
        self.willSend = willSend
    }

    /// Whether a request, sent twice, has the effect of once.
    func isRepeatable(_ request: FetchRequest) -> Bool {
        if request.isSafe || request.isIdempotent { return true }
        guard let hints else { return false }
        return hints.isReadOnly || hints.isIdempotent || (hints.idempotencyKeyHeader != nil && idempotencyKey != nil)
    }
}
