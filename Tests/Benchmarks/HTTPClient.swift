import Glibc

/// One keep-alive HTTP/1.1 connection to a server on loopback, blocking and small: what it costs is the socket.
struct HTTPClient {
    private let socket: Int32

    init(port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe connect(socket, UnsafeRawPointer(pointer).assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        guard status == 0 else {
            close(socket)
            throw BenchmarkError("Nobody listens on port \(port).")
        }
        var on: Int32 = 1
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    func end() { close(socket) }

    /// Sends one request and gives status and body.
    func request(_ method: String, _ path: String, body: [UInt8] = [], headers: [String: String] = [:]) throws -> (status: Int, body: String) {
        var head = "\(method) \(path) HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: \(body.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let message = Array((head + "\r\n").utf8) + body
        guard unsafe message.withUnsafeBytes({ unsafe write(socket, $0.baseAddress, $0.count) }) == message.count else {
            throw BenchmarkError("The server closed the connection.")
        }
        return try answer()
    }

    private func answer() throws -> (status: Int, body: String) {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchmarkError("The server closed the connection.") }
            bytes += chunk[..<count]
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
            let length = text[..<end.lowerBound].lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter { $0 != " " }) } ?? 0
            let body = text[end.upperBound...]
            guard body.utf8.count >= length else { continue }
            return (Int(text.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0, String(body))
        }
    }
}
