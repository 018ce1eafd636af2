import Glibc

/// Why the host cannot serve on an address.
struct ListenError: Error, CustomStringConvertible {
    let address: ListenAddress
    /// The system's error number, where there is one.
    let code: CInt?
    let text: String

    var description: String {
        let reason =
            switch code {
            case EADDRINUSE: "is in use by another program"
            case EACCES: "is for privileged programs: ports below 1024 need CAP_NET_BIND_SERVICE"
            case EADDRNOTAVAIL: "is not an address of this machine"
            default: "cannot be served on (\(text))"
            }
        return "\(address) \(reason). Choose another with --listen or PATCHBAY_LISTEN."
    }
}
