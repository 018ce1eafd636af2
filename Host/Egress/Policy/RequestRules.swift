/// What a caller may say in a request, checked before anything is sent.
package enum RequestRules {
    /// Fields that frame the message or belong to the connection: a second opinion on them is how requests are smuggled.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "http2-settings", "keep-alive", "proxy-authorization", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]

    /// Fields by which many servers take a POST for another method.
    static let methodOverrides: Set<String> = ["x-http-method", "x-http-method-override", "x-method-override"]

    /// Most bytes of all header lines of a request; servers commonly stop at 8 to 64 KiB.
    private static let maximumSize = 64 << 10

    /// Methods that change nothing (RFC 9110, 9.2.1); sending one again is harmless.
    package static let safeMethods: Set<String> = ["GET", "HEAD", "OPTIONS"]

    /// Methods that may be sent twice with the effect of once (RFC 9110, 9.2.2).
    static let idempotentMethods: Set<String> = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]

    /// What is wrong with method or fields, as a sentence; nil when nothing is.
    package static func fault(method: String, headers: HTTPFields) -> String? {
        guard (1...20).contains(method.utf8.count), method.utf8.allSatisfy({ $0.isLetter && $0 == $0 & 0xdf }),
            !["CONNECT", "TRACE"].contains(method)
        else { return "The method must be upper-case letters, and neither CONNECT nor TRACE." }
        guard headers.reduce(0, { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }) <= maximumSize else {
            return "The headers together are larger than \(maximumSize) bytes."
        }
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(\.isTokenCharacter) else { return "A header name contains a character that is not allowed." }
            guard !reserved.contains(name.lowercasedASCII) else { return "The header '\(name)' is set by the host and cannot be given." }
            guard value.utf8.allSatisfy({ !$0.isControl || $0 == UInt8(ascii: "\t") }) else {
                return "The value of the header '\(name)' contains a control character."
            }
        }
        return nil
    }
}
