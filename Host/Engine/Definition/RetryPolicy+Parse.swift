import PatchbayJSON

extension RetryPolicy {
    /// Reads a step's `retry`; what it does not say is as in ``standard``.
    static func parse(_ step: inout ObjectReader) -> RetryPolicy {
        var policy = RetryPolicy.standard
        guard let value = step.value("retry"), !value.isNull else { return policy }
        guard case .object(let object) = value else {
            step.refuse("retry", "'retry' must be an object such as {\"max_attempts\": 3}.")
            return policy
        }
        var reader = ObjectReader(object, at: step.pointer + "/retry")
        if let count = reader.integer("max_attempts", in: 1...100) { policy.maxAttempts = count }
        if let delay = reader.duration("initial_delay_ms", upTo: .seconds(86_400)) { policy.initialDelay = delay }
        if let delay = reader.duration("max_delay_ms", upTo: .seconds(86_400)) { policy.maxDelay = delay }
        if let backoff = reader.choice("backoff", Backoff.self) { policy.backoff = backoff }
        policy.maxDelay = max(policy.maxDelay, policy.initialDelay)
        reader.refuseUnknownKeys()
        step.add(reader.issues)
        return policy
    }
}
