/// One accepted connection, used by its thread only.
package final class ServerConnection {
    private let descriptor: Int32
    private let number: Int
    private var buffer: [UInt8] = []
    package private(set) var isClosed = false

    package init(_ descriptor: Int32, _ number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    package func respond(_ status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []) {
        let fields = headers + [("Content-Length", String(body.count))]
        write(head(status, fields) + body)
    }

    package func respond(_ status: Int = 200, headers: [(String, String)] = [], text: String) {
        respond(status, headers: headers, body: Array(text.utf8))
    }

    package func redirect(_ status: Int = 302, to location: String) {
        respond(status, headers: [("Location", location)])
    }

    /// Status line and headers, to be followed by whatever body the script writes.
    package func head(_ status: Int, _ headers: [(String, String)]) -> [UInt8] {
        Array(("HTTP/1.1 \(status) Test\r\n" + headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n").utf8)
    }

    package func write(_ bytes: [UInt8]) {
        LoopbackSocket.write(descriptor, bytes)
    }

    package func write(_ text: String) { write(Array(text.utf8)) }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        LoopbackSocket.close(descriptor)
    }

    /// Waits until the client closes.
    package func waitForEnd() {
        while let bytes = LoopbackSocket.read(descriptor), !bytes.isEmpty {}
    }

    /// Writes a piece after the other, as slowly as this, until the client closes.
    package func trickle(_ piece: String, everyMilliseconds pace: Int32 = 0) {
        while !LoopbackSocket.isReadable(descriptor, within: pace) { write(piece) }
    }

    /// The next request; nil at the end of the connection.
    package func readRequest() -> TestServer.Request? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let index = buffer.indices.first(where: { buffer[$0...].starts(with: end) }) {
                let head = String(decoding: buffer[..<index], as: UTF8.self).split(separator: "\r\n")
                buffer.removeFirst(index + 4)
                return request(head)
            }
            guard fill() else { return nil }
        }
    }

    private func request(_ head: [Substring]) -> TestServer.Request? {
        let line = head[0].split(separator: " ")
        let headers = head.dropFirst().map { field in
            let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(parts[0]), value: String(parts[1].drop { $0 == " " }))
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        while buffer.count < length {
            guard fill() else { return nil }
        }
        defer { buffer.removeFirst(length) }
        return TestServer.Request(
            method: String(line[0]), target: String(line[1]), headers: headers, body: Array(buffer.prefix(length)), connection: number
        )
    }

    private func fill() -> Bool {
        guard let bytes = LoopbackSocket.read(descriptor), !bytes.isEmpty else { return false }
        buffer += bytes
        return true
    }
}
