extension HTTPExchange {
    /// Whether the server may have done what a request asked that asks for more than to be told something.
    ///
    /// Not when the request was not sent: the policy refused it, the name was unknown, the connection or the TLS handshake
    /// failed. Not when the answer says so, by its status alone even if the body broke off. In all other cases it may have: an
    /// acceptance, no answer at all, or a gateway that lost sight of the request it had passed on.
    package var mayHaveActed: Bool {
        wasSent && !RequestRules.safeMethods.contains(method) && !Self.refuses(status)
    }

    /// Whether a final status says that the request was not carried out (RFC 9110, 15):
    /// - 4xx refuse it, 408 and 429 included.
    /// - 307 and 308 ask for the same request elsewhere. Other redirects may come after the deed: 302 and 303 commonly do.
    /// - 501 and 505 say that the server cannot do such a thing.
    /// - 503 says that it takes nothing on now. `Retry-After`, which says when, is optional and changes nothing.
    ///
    /// The other 5xx say nothing of the kind: 500 is an accident half way as well as before, 502 and 504 come from a gateway
    /// that passed the request on and got no usable answer or none in time.
    private static func refuses(_ status: Int) -> Bool {
        switch status {
        case 400..<500, 307, 308, 501, 503, 505: true
        default: false
        }
    }
}
