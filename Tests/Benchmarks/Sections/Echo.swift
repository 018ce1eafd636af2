import Glibc

/// `echo.p50`: 1 KiB there and back between two processes over a socket pair, with nothing in between; the scale on which
/// a worker call is read.
enum Echo {
    private static let size = 1024
    private static let rounds = 20_000

    static func run(suffix: String) throws {
        var pair: [Int32] = [0, 0]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else { throw BenchmarkError("No socket pair.") }
        // The peer must not hold our end, or it never sees us close it.
        _ = fcntl(pair[0], F_SETFD, FD_CLOEXEC)
        let peer = try ChildProcess(programPath, ["echo-peer", String(pair[1])])
        close(pair[1])
        var buffer = [UInt8](repeating: 0x61, count: size)
        var samples = Samples(reserving: rounds)
        let clock = ContinuousClock()
        for round in 0..<rounds {
            let time = clock.measure {
                send(pair[0], &buffer)
                receive(pair[0], &buffer)
            }
            if round > rounds / 10 { samples.add(time) }
        }
        close(pair[0])
        try peer.wait()
        report("echo\(suffix).p50", samples.percentile(0.5), "µs")
    }

    /// The other process: sends back what comes until the socket closes.
    static func answer(on socket: Int32) {
        var buffer = [UInt8](repeating: 0, count: size)
        while receive(socket, &buffer) { send(socket, &buffer) }
    }

    private static func send(_ socket: Int32, _ buffer: inout [UInt8]) {
        _ = unsafe buffer.withUnsafeBytes { unsafe write(socket, $0.baseAddress, $0.count) }
    }

    @discardableResult
    private static func receive(_ socket: Int32, _ buffer: inout [UInt8]) -> Bool {
        var filled = 0
        while filled < size {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(socket, $0.baseAddress! + filled, size - filled) }
            guard count > 0 else { return false }
            filled += count
        }
        return true
    }
}
