import Model
import PatchbayJSON
import PluginHost

/// How calls go when the provider does not behave. Every request of a call gets the same answer.
let httpChecks: [Check] = [
    fault("http.401", "401 becomes reauthorize.", [.status(401)], .only(.reauthorize)),
    fault("http.403", "403 is final: permanent, reauthorize or invalid_input.", [.status(403)], .only(.permanent, .reauthorize, .invalidInput)),
    // Of an address that is the credential itself, 404 says that it was withdrawn.
    fault("http.404", "404 is the input's fault, or final.", [.status(404)], .only(.invalidInput, .permanent, .reauthorize)),
    fault("http.409", "409 is the input's fault, final, or worth another try.", [.status(409)], .only(.invalidInput, .permanent, .retry)),
    fault("http.422", "422 is the input's fault, or final.", [.status(422)], .only(.invalidInput, .permanent)),
    fault("http.4xx", "Other refusals (400, 402, 410, 418) are never a success nor worth another try.",
        [.status(400), .status(402), .status(410), .status(418)], .only(.invalidInput, .permanent, .reauthorize)),
    fault("http.429", "429 becomes rate_limited, with the wait where Retry-After gives one.",
        [
            .status(429), .status(429, ["retry-after": "97"], wait: .seconds(97)), .status(429, ["retry-after": "0"]),
            .status(429, ["retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"]),
        ], .only(.rateLimited)),
    fault("http.5xx", "500, 502, 503 and 504 are worth another try.",
        [.status(500), .status(502), .status(504), .status(503), .status(503, ["retry-after": "97"])], .only(.retry, .rateLimited)),
    fault("http.timeout", "A provider that does not answer in time is worth another try.",
        [Trouble("a time-out", .failed(.retry, "api.example.org did not answer completely within 10000 ms."))], .only(.retry)),
    fault("http.cut", "A connection that is cut is worth another try.",
        [Trouble("a connection that is cut", .failed(.retry, "The connection was lost before the answer was complete."))], .only(.retry)),
    fault("http.body", "A body that is cut off, empty or no JSON is noticed: no success without the declared output.", [
        Trouble("JSON that is cut off", .text(#"{"id":"1","items":[{"na"#, type: "application/json")),
        Trouble("a page of HTML", .text("<!doctype html><title>Sign in</title>", type: "text/html")),
        Trouble("an empty body", .empty()),
        Trouble("JSON that is null", .json(.null)),
        Trouble("a JSON list of nothing", .json([])),
    ], .honest),
    fault("http.paging", "Pages that never end are given up within \(ScriptedProvider.budget) requests.", [.endless], .bounded),
    fault("http.unicode", "Every character comes through, or is refused.", [.unicode], .any),
    fault("http.large", "A body of 10 MB is answered or refused, in time and memory.", [.large], .any),
]

private func fault(_ name: String, _ description: String, _ troubles: [Trouble], _ expectation: Expectation) -> Check {
    Check(name, description, .calls { calls in
        guard !calls.asking.isEmpty || calls.sound.isEmpty else { return .skipped("No call sends anything.") }
        return await calls.each(calls.asking) { call, session in
            var findings: [Finding] = []
            for trouble in troubles {
                let provider = ScriptedProvider(always: trouble.reply(call.body))
                let ending = await session.run(call, provider)
                let expectation = call.takes(trouble) ? .any : expectation
                if let fault = expectation.fault(ending, trouble, call, requests: provider.requests.count) {
                    findings.append(.failed("Given \(trouble.name): \(fault)", at: call.name))
                }
            }
            return findings
        }
    })
}

extension CallCase {
    /// Whether what sounds like a refusal says that the work is done: a subscription that is gone need not be undone, and one that
    /// is there already need not be made.
    fileprivate func takes(_ trouble: Trouble) -> Bool {
        switch operation {
        case .triggerUnsubscribe: [404, 410].contains(trouble.status)
        case .triggerSubscribe: trouble.status == 409
        default: false
        }
    }
}
