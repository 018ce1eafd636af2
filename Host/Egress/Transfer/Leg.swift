internal import Model

/// A request on its way: the caller's at first, then what each redirect makes of it. Credentials are attached anew to each leg.
struct Leg {
    var method: String
    var url: WebURL
    var headers: HTTPFields
    var body: [UInt8]
    var isRedirected = false

    /// Why a leg may not be sent.
    struct Refusal: Error {
        let code: EgressFailure.Code
        let sentence: String
    }

    /// The first leg of `request`.
    init(_ request: EgressRequest) throws(Refusal) {
        method = request.method
        headers = request.headers
        body = request.body
        let suffix = request.url.hasPrefix(WebURL.connectionPrefix) ? request.url.dropFirst(WebURL.connectionPrefix.count) : nil
        guard let base = suffix == nil ? request.url : request.credential?.wholeURL else {
            throw Refusal(code: .credentialNotAllowed, sentence: "The connection has no URL of its own.")
        }
        do throws(WebURLError) {
            url = try WebURL(base).appending(connectionSuffix: suffix ?? "")
        } catch {
            throw Refusal(code: .invalidURL, sentence: error.sentence)
        }
    }

    /// Checks the leg against the policy and puts on the credential, where it may go.
    func authorized(_ request: EgressRequest) throws(Refusal) -> Leg {
        try checkPolicy(request.policy)
        try checkOverrides(request.policy)
        guard let credential = request.credential else { return self }
        guard credential.isAttached(to: url) else {
            guard isRedirected else {
                throw Refusal(code: .credentialNotAllowed, sentence: "The credential may not be sent to \(url.authority).")
            }
            return try withoutSecrets(credential.mask)
        }
        var leg = self
        leg.headers = headers.setting(credential.headers)
        for (name, value) in credential.query { leg.url = leg.url.settingQuery(name, value) }
        return leg
    }

    /// With the fields that every request has.
    func completed(trace: TraceContext?) -> Leg {
        var leg = self
        // Content codings are the host's matter: it bounds what they unfold to.
        leg.headers = headers.removing(["accept-encoding"])
        if !headers.contains("user-agent") { leg.headers.append(("User-Agent", "Patchbay/1.0")) }
        if !headers.contains("accept") { leg.headers.append(("Accept", "*/*")) }
        if let trace { leg.headers = leg.headers.setting([("traceparent", trace.header)]) }
        return leg
    }

    /// The leg that a redirect asks for; nil when it is none that we follow.
    func redirected(_ outcome: HopOutcome) throws(Refusal) -> Leg? {
        guard Redirect.statuses.contains(outcome.status), let location = outcome.headers.first("location") else { return nil }
        do throws(WebURLError) {
            let target = try url.resolving(location)
            let redirect = Redirect(
                outcome.status, method: method, headers: headers, body: body, leavesOrigin: !target.isSameOrigin(as: url)
            )
            var leg = self
            (leg.method, leg.url, leg.headers, leg.body) = (redirect.method, target, redirect.headers, redirect.body)
            leg.isRedirected = true
            return leg
        } catch {
            throw Refusal(code: .invalidURL, sentence: "The server redirects to a URL that cannot be followed. \(error.sentence)")
        }
    }

    private func checkPolicy(_ policy: EgressPolicy) throws(Refusal) {
        let target = "\(url.scheme.rawValue)://\(url.host.text):\(url.port)"
        let start = isRedirected ? "The server redirects to \(target), which" : "\(target)"
        switch policy.decide(method, url) {
        case .allowed: return
        case .hostRefused: throw Refusal(code: .hostNotAllowed, sentence: "\(start) is not among the allowed hosts.")
        case .methodRefused: throw Refusal(code: .methodNotAllowed, sentence: "\(start) is not allowed for \(method).")
        }
    }

    /// A method that a header asks for is checked like the request's own. Only POST may be meant as another, since others are
    /// taken at their word when the host decides what is safe to repeat.
    private func checkOverrides(_ policy: EgressPolicy) throws(Refusal) {
        for (name, value) in headers where RequestRules.methodOverrides.contains(name.lowercasedASCII) {
            guard method == "POST", policy.decide(value.uppercased(), url) == .allowed else {
                throw Refusal(code: .methodNotAllowed, sentence: "The header '\(name)' asks for a method that is not allowed here.")
            }
        }
    }

    /// For a host that the credential is not for: fields that hold a secret go, a URL or body that holds one stays here.
    private func withoutSecrets(_ mask: SecretMask) throws(Refusal) -> Leg {
        guard !mask.finds(in: url.text), !mask.finds(in: body) else {
            throw Refusal(code: .credentialNotAllowed, sentence: "The server redirects a secret to \(url.authority), which may not have it.")
        }
        var leg = self
        leg.headers = headers.filter { !mask.finds(in: $0.value) }
        return leg
    }
}
