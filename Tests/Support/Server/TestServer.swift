import Foundation
import Synchronization

/// A scriptable HTTP/1.1 server on loopback: a thread per connection, a closure per request.
package final class TestServer: Sendable {
    package struct Request: Sendable {
        package var method: String
        package var target: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
        /// Counts connections from 1.
        package var connection: Int

        package subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
    }

    package typealias Handler = @Sendable (Request, ServerConnection) -> Void

    private struct Log {
        var requests: [Request] = []
        var connections = 0
    }

    package let port: UInt16
    private let listener: Int32
    private let log = Mutex(Log())

    package init(_ handler: @escaping Handler) throws {
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
            LoopbackSocket.close(listener)
        }
    }

    /// Ends the accept thread, which holds the server.
    package func stop() {
        LoopbackSocket.shutdown(listener)
    }

    package var requests: [Request] { log.withLock(\.requests) }
    package var connections: Int { log.withLock(\.connections) }

    package func url(_ target: String = "/", host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(target)" }

    private func serve(_ connection: ServerConnection, _ handler: Handler) {
        while !connection.isClosed, let request = connection.readRequest() {
            log.withLock { $0.requests.append(request) }
            handler(request, connection)
        }
        connection.close()
    }
}
