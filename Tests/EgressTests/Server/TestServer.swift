import Foundation
import Synchronization

/// A scriptable HTTP/1.1 server on loopback: a thread per connection, a closure per request.
final class TestServer: Sendable {
    struct Request: Sendable {
        var method: String
        var target: String
        var headers: [(name: String, value: String)]
        var body: [UInt8]
        /// Counts connections from 1.
        var connection: Int

        subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    }

    typealias Handler = @Sendable (Request, ServerConnection) -> Void

    private struct Log {
        var requests: [Request] = []
        var connections = 0
    }

    let port: UInt16
    private let listener: Int32
    private let log = Mutex(Log())

    init(_ handler: @escaping Handler) throws {
        listener = try LoopbackSocket.listen()
        port = LoopbackSocket.port(of: listener)
        Thread.detachNewThread { [self] in
            while let descriptor = LoopbackSocket.accept(listener) {
                let number = log.withLock { log in
                    log.connections += 1
                    return log.connections
                }
                Thread.detachNewThread { self.serve(ServerConnection(descriptor, number), handler) }
            }
        }
    }

    /// Ends the accept thread, which holds the server.
    func stop() {
        LoopbackSocket.shutdown(listener)
    }

    var requests: [Request] { log.withLock(\.requests) }
    var connections: Int { log.withLock(\.connections) }

    func url(_ target: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(target)" }

    private func serve(_ connection: ServerConnection, _ handler: Handler) {
        while !connection.isClosed, let request = connection.readRequest() {
            log.withLock { $0.requests.append(request) }
            handler(request, connection)
        }
        connection.close()
    }
}
