internal import ServiceLifecycle

/// The only way out: outbound HTTP under a policy. Requests run on one thread, driven by ``run()``; before it runs they wait,
/// after it they fail as stopped. List it in the service group before its users, so that it stops after them.
package final class Egress: Service {
    let configuration: EgressConfiguration
    let queue: TransferQueue
    /// `connect_to` entries by host and port.
    let routes: [Route: EgressConfiguration.ConnectTo]

    struct Route: Hashable {
        let host: WebHost
        let port: UInt16
    }

    /// Fails when a `connect_to` host is not a valid name.
    package init(configuration: EgressConfiguration = EgressConfiguration()) throws(WebURLError) {
        var routes: [Route: EgressConfiguration.ConnectTo] = [:]
        for entry in configuration.connectTo {
            routes[Route(host: try WebHost(entry.host), port: entry.port)] = entry
        }
        self.routes = routes
        self.configuration = configuration
        queue = TransferQueue(capacity: configuration.maxTransfers)
    }

    package func run() async throws {
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await driveTransfers()
            } onGracefulShutdown: {
                self.queue.stop()
            }
        } onCancel: {
            queue.stop()
        }
    }

    private func driveTransfers() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            do {
                try DedicatedThread.start { [queue, configuration] in
                    let result = Result { try TransferLoop(queue, configuration).run() }
                    queue.refuseAll()
                    continuation.resume(with: result)
                }
            } catch {
                queue.refuseAll()
                continuation.resume(throwing: error)
            }
        }
    }
}
