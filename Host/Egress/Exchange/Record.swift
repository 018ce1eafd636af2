/// Writes down the exchanges of one request, with its credential masked, and makes the answer or the failure from them.
struct Record {
    private let credential: AppliedCredential?
    let mask: SecretMask
    /// Whether the content of the request is left out.
    private let isHidden: Bool
    private var exchanges: [HTTPExchange] = []

    init(_ request: EgressRequest) {
        credential = request.credential
        mask = request.credential?.mask ?? request.mask ?? SecretMask([])
        isHidden = request.isHidden
    }

    /// Begins an exchange with a leg as it was asked for.
    mutating func begin(_ leg: Leg) {
        exchanges.append(HTTPExchange(
            method: leg.method,
            url: shown(leg.url),
            requestHeaders: shown(leg.headers),
            requestBody: HTTPExchange.Body(shown(leg.body), mask: mask)
        ))
    }

    /// Completes what is sent with what the host put on.
    mutating func authorize(_ leg: Leg) {
        last.url = shown(leg.url)
        last.requestHeaders = shown(leg.headers)
    }

    mutating func end(_ outcome: HopOutcome) {
        last.status = outcome.status
        last.responseHeaders = received(outcome.headers)
        last.responseBody = HTTPExchange.Body(outcome.body, mask: mask)
        last.timings = outcome.timings
        last.remoteAddress = outcome.remoteAddress
        last.wasSent = outcome.wasSent
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
        return EgressFailure(code: code, sentence: sentence, exchanges: exchanges)
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

    /// The content of a request, not masked yet.
    func shown(_ body: [UInt8]) -> [UInt8] { isHidden && !body.isEmpty ? Array(SecretMask.replacement.utf8) : body }

    /// The fields of an answer. Masked first: in lower case a secret in a name would not be recognised.
    func received(_ fields: HTTPFields) -> HTTPFields {
        fields.map { (mask.masking($0.name).lowercasedASCII, mask.masking($0.value)) }
    }

    /// A credential is masked where the host puts it, since one that is short is not recognised.
    func shown(_ url: WebURL) -> String {
        var url = url
        let names = Set((credential?.query ?? []).map { PercentEncoding.component($0.name)[...] })
        let parts = (url.query ?? "").split(separator: "&").map { part in
            let name = part.prefix { $0 != "=" }
            return isHidden || names.contains(name) ? "\(name)=\(SecretMask.replacement)" : String(part)
        }
        if url.query != nil { url.query = parts.joined(separator: "&") }
        return mask.masking(url.text)
    }

    func shown(_ fields: HTTPFields) -> HTTPFields {
        fields.map { field in
            let masked = mask.masking(field.value)
            let isCredential = credential?.headers.contains { $0.name == field.name && $0.value == field.value } ?? false
            return (field.name, (isHidden || isCredential) && masked == field.value ? SecretMask.replacement : masked)
        }
    }
}
