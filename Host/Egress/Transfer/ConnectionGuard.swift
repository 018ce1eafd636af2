/// Decides on sockets and connections of one transfer, when libcurl asks.
struct ConnectionGuard {
    private let host: WebHost
    private let policy: EgressPolicy
    /// The port of a `connect_to` target, whose address is exempt.
    private let exemptPort: UInt16?
    /// Whether libcurl may send the request again when a reused connection turns out dead.
    private let mayRepeat: Bool

    /// The first address that was refused.
    private(set) var refused: IPAddress?
    /// Whether a connection was handed the request.
    private(set) var wasSent = false
    private(set) var repeatRefused = false

    init(_ hop: Hop) {
        host = hop.url.host
        policy = hop.policy
        exemptPort = hop.route?.targetPort
        mayRepeat = hop.mayRepeat
    }

    /// Before a socket to `address` is opened.
    mutating func admitsSocket(to address: IPAddress, port: UInt16) -> Bool {
        let admitted = exemptPort.map { $0 == port } ?? policy.admits(address, for: host)
        if !admitted, refused == nil { refused = address }
        return admitted
    }

    /// Before the request is sent on a connection, new or from the pool.
    mutating func admitsRequest(to address: IPAddress, port: UInt16) -> Bool {
        guard admitsSocket(to: address, port: port) else { return false }
        guard mayRepeat || !wasSent else {
            repeatRefused = true
            return false
        }
        wasSent = true
        return true
    }
}
