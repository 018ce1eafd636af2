/// The admin's choices for outbound HTTP.
package struct EgressConfiguration: Sendable {
    /// Sends what is for one host and port to another, so that unmodified connectors run against stand-ins. Development only.
    package struct ConnectTo: Hashable, Sendable {
        package let host: String
        package let port: UInt16
        package let targetHost: String
        package let targetPort: UInt16
        /// PEM file of the authority that signed the stand-in's certificate, which is still for `host`; nil trusts the usual ones.
        package let caFile: String?

        package init(host: String, port: UInt16 = 443, targetHost: String, targetPort: UInt16, caFile: String? = nil) {
            self.host = host
            self.port = port
            self.targetHost = targetHost
            self.targetPort = targetPort
            self.caFile = caFile
        }
    }

    /// Exempt from the address check.
    package var connectTo: [ConnectTo]
    /// For name, connection and TLS handshake.
    package var connectTimeout: Duration
    /// Most bytes of all header lines of an answer.
    package var maxHeaderBytes: Int
    /// Most requests at once, waiting ones included.
    package var maxTransfers: Int
    /// PEM file of trusted authorities; nil takes libcurl's.
    package var caFile: String?
    /// Answers for a host and port instead of DNS; the address guard applies. Lets tests play a resolver that changes its mind.
    package var resolve: (@Sendable (_ host: String, _ port: UInt16) -> String?)?

    /// Sees requests where the network begins, and may answer them.
    package var tap: (any EgressTap)?

    package init(
        connectTo: [ConnectTo] = [],
        connectTimeout: Duration = .seconds(10),
        maxHeaderBytes: Int = 64 << 10,
        maxTransfers: Int = 2_000,
        caFile: String? = nil,
        resolve: (@Sendable (_ host: String, _ port: UInt16) -> String?)? = nil
    ) {
        self.connectTo = connectTo
        self.connectTimeout = connectTimeout
        self.maxHeaderBytes = maxHeaderBytes
        self.maxTransfers = maxTransfers
        self.caFile = caFile
        self.resolve = resolve
    }
}
