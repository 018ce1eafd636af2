package import Model
import PatchbayJSON

/// How an attempt came out, with all that a person wants to see of it.
package struct AttemptReport: Sendable {
    package var outcome: Outcome
    /// The rendered input; nil when the attempt never got that far.
    package var input: [UInt8]?
    /// Log lines, HTTP exchanges, differences from the declared output: a JSON document; nil when there is nothing.
    package var journal: [UInt8]?
    /// A request that is not safe to repeat got no answer, or one that accepted it.
    package var mayHaveActed: Bool

    package enum Outcome: Sendable {
        /// A JSON document.
        case output([UInt8])
        case failure(CallFailure)
        case interrupted
        /// Settled by the machine: interrupted by the run's cancellation.
        case cancelled(String)
        /// Settled by the machine: what the provider did is not known.
        case inDoubt(String)
    }

    package init(_ outcome: Outcome, input: [UInt8]? = nil, journal: [UInt8]? = nil, mayHaveActed: Bool = false) {
        self.outcome = outcome
        self.input = input
        self.journal = journal
        self.mayHaveActed = mayHaveActed
    }
}

extension AttemptReport {
    var result: AttemptResult {
        switch outcome {
        case .output: .succeeded
        case .failure(let failure): .failed(failure.class, retryAfter: failure.retryAfter, mayHaveActed: mayHaveActed)
        case .interrupted, .cancelled, .inDoubt: .interrupted
        }
    }

    /// `{"output": …}` or `{"error": {"class", "message", …}}`: what `outcome_sealed` holds and `steps.<id>` shows.
    var outcomeDocument: [UInt8] {
        if case .output(let bytes) = outcome { return Array(#"{"output":"#.utf8) + bytes + [UInt8(ascii: "}")] }
        return (["error": errorDocument ?? .null] as JSON).bytes()
    }

    var errorDocument: JSON? {
        switch outcome {
        case .output, .interrupted: return nil
        case .cancelled(let message): return ["class": "cancelled", "message": .string(message)]
        case .inDoubt(let message): return ["class": "in_doubt", "message": .string(message)]
        case .failure(let failure):
            var object: JSONObject = ["class": .string(failure.class.rawValue), "message": .string(failure.message)]
            if let wait = failure.retryAfter { object["retry_after_ms"] = .number(JSONNumber(wait.milliseconds)) }
            if let status = failure.providerStatus { object["provider_status"] = .number(JSONNumber(status)) }
            return .object(object)
        }
    }

    /// What the column `error_class` shows.
    var errorClass: String? { errorDocument?["class"]?.string }

    var providerStatus: Int? {
        if case .failure(let failure) = outcome { failure.providerStatus } else { nil }
    }
}
