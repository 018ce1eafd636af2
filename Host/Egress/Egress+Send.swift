internal import Model

extension Egress {
    /// Sends a request and follows its redirects. Cancelling the task breaks the connection off.
    package func send(_ request: EgressRequest) async throws(EgressFailure) -> EgressResponse {
        var record = Record(request)
        if let fault = RequestRules.fault(method: request.method, headers: request.headers + (request.credential?.headers ?? [])) {
            throw record.failure(.invalidRequest, fault)
        }
        var leg = try record.refusing { () throws(Leg.Refusal) in try Leg(request) }
        let deadline = ContinuousClock.now + request.timeout
        var redirects = 0
        var isAnnounced = request.willSend == nil
        while true {
            record.begin(leg)
            let sent = try record.refusing { () throws(Leg.Refusal) in
                try leg.authorized(request).completed(trace: request.trace)
            }
            record.authorize(sent)
            if !isAnnounced, !RequestRules.safeMethods.contains(sent.method) {
                try await announce(request, record)
                isAnnounced = true
            }
            let outcome = await perform(hop(sent, request, until: deadline), sent, record)
            record.end(outcome)
            if let code = outcome.failure {
                throw record.failure(code, code.sentence(for: sent.url, detail: outcome.detail, limit: request))
            }
            guard request.maxRedirects > 0, let next = try record.refusing({ () throws(Leg.Refusal) in try leg.redirected(outcome) }) else {
                return record.response(outcome)
            }
            redirects += 1
            guard redirects <= request.maxRedirects else {
                throw record.failure(.tooManyRedirects, "The server redirected more than \(request.maxRedirects) times.")
            }
            leg = next
        }
    }

    private func announce(_ request: EgressRequest, _ record: Record) async throws(EgressFailure) {
        do {
            try await request.willSend?()
        } catch {
            throw record.failure(.notRecorded, "The host could not record that the request is about to be sent; it was not sent.")
        }
    }

    private func hop(_ leg: Leg, _ request: EgressRequest, until deadline: ContinuousClock.Instant) -> Hop {
        Hop(
            method: leg.method,
            url: leg.url,
            headers: leg.headers,
            body: leg.body,
            policy: request.policy,
            route: routes.isEmpty ? nil : routes[Route(host: leg.url.host, port: leg.url.port)],
            resolved: configuration.resolve?(leg.url.host.text, leg.url.port),
            timeout: deadline - .now,
            maxBodyBytes: request.maxBodyBytes,
            maxHeaderBytes: configuration.maxHeaderBytes,
            mayRepeat: request.isIdempotent || RequestRules.idempotentMethods.contains(leg.method)
        )
    }

    func perform(_ hop: Hop) async -> HopOutcome {
        guard hop.timeout > .zero else { return HopOutcome(failure: .timedOut) }
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.submit(Submission(hop: hop, cancellation: cancellation, continuation: continuation))
            }
        } onCancel: {
            queue.cancel(cancellation)
        }
    }
}
