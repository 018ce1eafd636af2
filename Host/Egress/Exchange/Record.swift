/// Writes down the exchanges of one request, with its credential masked, and makes the answer or the failure from them.
struct Record {
    private let credential: AppliedCredential?
    private let mask: SecretMask
    private var exchanges: [HTTPExchange] = []
    private var mayHaveBeenSent = false

    init(_ request: EgressRequest) {
        credential = request.credential
        mask = request.credential?.mask ?? SecretMask([])
    }

    /// Begins an exchange with a leg as it was asked for.
    mutating func begin(_ leg: Leg) {
        exchanges.append(HTTPExchange(
            method: leg.method,
            url: mask.masking(leg.url.text),
            requestHeaders: masking(leg.headers),
            requestBody: HTTPExchange.Body(leg.body, mask: mask)
        ))
    }

    /// Completes what is sent with what the host put on.
    mutating func authorize(_ leg: Leg) {
        last.url = mask.masking(leg.url.text)
        last.requestHeaders = masking(leg.headers)
    }

    mutating func end(_ outcome: HopOutcome) {
        last.status = outcome.status
        last.responseHeaders = masking(outcome.headers)
        last.responseBody = HTTPExchange.Body(outcome.body, mask: mask)
        last.timings = outcome.timings
        last.remoteAddress = outcome.remoteAddress
        mayHaveBeenSent = mayHaveBeenSent || outcome.mayHaveBeenSent
    }

    func response(_ outcome: HopOutcome) -> EgressResponse {
        EgressResponse(
            status: outcome.status,
            headers: exchanges[exchanges.count - 1].responseHeaders,
            body: mask.masking(outcome.body),
            exchanges: exchanges
        )
    }

    func failure(_ code: EgressFailure.Code, _ sentence: String) -> EgressFailure {
        var exchanges = exchanges
        let sentence = mask.masking(sentence)
        if !exchanges.isEmpty { exchanges[exchanges.count - 1].error = sentence }
        return EgressFailure(code: code, sentence: sentence, exchanges: exchanges, mayHaveBeenSent: mayHaveBeenSent)
    }

    /// Runs a check whose refusal is the failure of the request.
    func refusing<Value>(_ check: () throws(Leg.Refusal) -> Value) throws(EgressFailure) -> Value {
        do {
            return try check()
        } catch {
            throw failure(error.code, error.sentence)
        }
    }

    private var last: HTTPExchange {
        get { exchanges[exchanges.count - 1] }
        set { exchanges[exchanges.count - 1] = newValue }
    }

    /// A credential too short to be recognised is masked where we know it stands.
    private func masking(_ fields: HTTPFields) -> HTTPFields {
        guard let credential else { return fields }
        return fields.map { field in
            let masked = mask.masking(field.value)
            let isCredential = credential.headers.contains { $0.name == field.name && $0.value == field.value }
            return (field.name, isCredential && masked == field.value ? SecretMask.replacement : masked)
        }
    }
}
