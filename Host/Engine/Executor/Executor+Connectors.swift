import Logging
import Model
import Storage

// Runs whose connector is away cost a row. This lets them go on when it is back.
extension Executor {
    /// A change that nobody heard of strands a run for no longer than this.
    private static let recheck = Duration.seconds(30)
    /// Rows in one commit: other commits come in between.
    private static let batch = 500

    /// Works until its task is cancelled.
    func followConnectors() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.services.connectors.follow { self.checkConnectors() } }
            group.addTask { await self.recheckConnectors() }
            for await _ in connectorChecks.stream { await resumeRuns() }
            group.cancelAll()
        }
    }

    /// A connector may be back.
    func checkConnectors() {
        connectorChecks.continuation.yield()
    }

    private func recheckConnectors() async {
        while !Task.isCancelled {
            checkConnectors()
            await services.clock.sleep(services.clock.now() + Self.recheck)
        }
    }

    private func resumeRuns() async {
        do {
            for connector in try await services.awaitedConnectors() where services.connectors.isAvailable(connector) {
                try await resumeRuns(awaiting: connector)
            }
        } catch {
            services.logger.error("waiting runs could not be resumed", metadata: ["error": "\(error)"])
        }
    }

    private func resumeRuns(awaiting connector: String) async throws {
        // Runs that this host holds, because another step of theirs runs.
        for mailbox in board.mailboxes { mailbox.post(.connectorAvailable(connector)) }
        var (total, count) = (0, 0)
        repeat {
            count = try await services.endWaits(for: connector, limit: Self.batch)
            total += count
            if count > 0 { board.wake() }
        } while count == Self.batch
        if total > 0 { services.logger.notice("waiting runs go on", metadata: ["connector": "\(connector)", "steps": "\(total)"]) }
    }
}

extension ExecutorServices {
    /// What the connectors are called that anything waits for.
    fileprivate func awaitedConnectors() async throws -> [String] {
        try await database.read { transaction in
            var names: [String] = []
            while let next = try transaction.first(ConnectorWaitStatement.nextConnector, .text(names.last ?? ""))?.optionalText(0) {
                names.append(next)
            }
            return names
        }
    }

    /// Makes runs due that wait for the connector and that nobody holds; answers how many waits ended, `limit` at the most.
    fileprivate func endWaits(for connector: String, limit: Int) async throws -> Int {
        let now = clock.now()
        return try await database.commit { transaction in
            let waits = try transaction.query(ConnectorWaitStatement.resumable, .text(connector), .integer(Int64(limit)))
            for wait in waits {
                let run = Value.text(try wait.text(0))
                try transaction.execute(RunStatement.makeDue, run, .time(now))
                try transaction.execute(ConnectorWaitStatement.delete, run, .text(try wait.text(1)))
            }
            return waits.count
        }
    }
}
