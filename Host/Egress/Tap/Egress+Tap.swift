extension Egress {
    /// Sends a leg, or lets the tap answer.
    func perform(_ hop: Hop, _ sent: Leg, _ record: Record) async -> HopOutcome {
        guard let tap = configuration.tap else { return await perform(hop) }
        let request = record.tapped(sent)
        if let answer = await tap.answer(request) {
            tap.heard(request, answer)
            return HopOutcome(answer)
        }
        let outcome = await perform(hop)
        tap.heard(request, record.tapped(outcome))
        return outcome
    }
}

extension Record {
    fileprivate func tapped(_ leg: Leg) -> TappedRequest {
        TappedRequest(method: leg.method, url: shown(leg.url), headers: shown(leg.headers), body: mask.masking(shown(leg.body)))
    }

    fileprivate func tapped(_ outcome: HopOutcome) -> TappedAnswer {
        var answer = TappedAnswer(
            failure: outcome.failure, status: outcome.status, headers: received(outcome.headers), body: mask.masking(outcome.body))
        answer.timings = outcome.timings
        answer.remoteAddress = outcome.remoteAddress
        return answer
    }
}

extension HopOutcome {
    fileprivate init(_ answer: TappedAnswer) {
        self.init(
            failure: answer.failure, status: answer.status, headers: answer.headers.map { ($0.name.lowercasedASCII, $0.value) },
            body: answer.body, timings: answer.timings, remoteAddress: answer.remoteAddress, wasSent: answer.failure == nil)
    }
}
