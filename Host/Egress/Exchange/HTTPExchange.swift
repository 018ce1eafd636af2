/// One request and its answer for the record, as a person may see it: secrets are masked, bodies cut.
package struct HTTPExchange: Sendable {
    /// Most bytes kept of each body.
    package static let bodyLimit = 16 << 10

    package var method: String
    package var url: String
    /// As we set them; libcurl adds `host`, `content-length` and the like.
    package var requestHeaders: HTTPFields
    package var requestBody: Body
    /// 0 when none was received.
    package var status = 0
    /// Names in lower case.
    package var responseHeaders: HTTPFields = []
    package var responseBody = Body()
    package var timings = Timings()
    /// Address and port of the server, when there was a connection.
    package var remoteAddress: String?
    /// Whether a server may have seen any of the request.
    package var wasSent = false
    /// A sentence, when there is no complete answer.
    package var error: String?

    /// The beginning of a body.
    package struct Body: Hashable, Sendable {
        /// At most ``HTTPExchange/bodyLimit``, masked.
        package var bytes: [UInt8] = []
        /// Of the body as it was, in bytes.
        package var size = 0
        /// Whether the body goes on.
        package var isCut = false

        package init() {}

        init(_ body: [UInt8], mask: SecretMask) {
            bytes = mask.isEmpty ? Array(body.prefix(bodyLimit)) : mask.prefix(bodyLimit, of: body)
            size = body.count
            isCut = size > bodyLimit
        }
    }

    /// How long each phase took, in milliseconds; phases that a reused connection skips are 0.
    package struct Timings: Hashable, Sendable {
        package var dns = 0.0
        package var connect = 0.0
        package var tls = 0.0
        /// From the request to the first byte of the answer.
        package var firstByte = 0.0
        package var total = 0.0
    }
}
