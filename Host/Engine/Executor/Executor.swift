package import Logging
import Model
import ServiceLifecycle
package import Storage
package import Vault

/// Runs workflows: takes due runs from the database, or fresh ones straight from memory, and drives a bounded number at once.
///
/// Commits in this process wake it at once; a timer wakes it for the next due row. A run that waits costs a row and nothing else.
package final class Executor: Service {
    let configuration: ExecutorConfiguration
    let services: ExecutorServices
    let board: ExecutorBoard
    let endings = RunEndings()
    /// Requests to look whether connectors are back; those that pile up merge.
    let connectorChecks = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    package init(
        configuration: ExecutorConfiguration = .init(), database: Database, vault: Vault, workflows: WorkflowStore,
        performer: ActionPerformer, connectors: ConnectorAvailability, clock: EngineClock = .system, logger: Logger
    ) {
        self.configuration = configuration
        services = ExecutorServices(
            database: database, vault: vault, workflows: workflows, performer: performer, connectors: connectors, clock: clock,
            leaseDuration: configuration.leaseDuration, logger: logger)
        board = ExecutorBoard(capacity: configuration.maximumRuns)
    }

    /// Works until graceful shutdown; then running attempts may end, within the grace, and their runs are given back.
    package func run() async throws {
        try await recover()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { upkeep in
                upkeep.addTask { await self.renewLeases() }
                upkeep.addTask { await self.followConnectors() }
                await withDiscardingTaskGroup { runs in
                    await loop(in: &runs)
                    parkRuns()  // those that came in between
                }
                upkeep.cancelAll()
            }
        } onGracefulShutdown: {
            self.board.stop()
            self.parkRuns()
        }
    }

    private func parkRuns() {
        for mailbox in board.mailboxes { mailbox.post(.park(grace: configuration.shutdownGrace)) }
    }

    /// Rows became due: somebody inserted or cancelled a run.
    package func wake() {
        board.wake()
    }

    /// What this host left behind when it ended is due now, not when its lease runs out.
    private func recover() async throws {
        let (owner, now) = (configuration.owner, services.clock.now())
        let count = try await services.database.write { try $0.execute(RunStatement.abandon, .text(owner), .time(now)) }
        if count > 0 { services.logger.notice("taking up interrupted runs", metadata: ["runs": "\(count)"]) }
    }

    private func renewLeases() async {
        while !Task.isCancelled {
            await services.clock.sleep(services.clock.now() + configuration.leaseDuration / 3)
            for mailbox in board.mailboxes { mailbox.post(.renewLease) }
        }
    }
}

// MARK: - The loop

extension Executor {
    private func loop(in runs: inout DiscardingTaskGroup) async {
        var nextDue: Timestamp?
        while !Task.isCancelled {
            switch board.take() {
            case .run(let run): runs.addTask { await self.drive(run) }
            case .claim(let places): nextDue = await claim(places, in: &runs)
            case .stop: return
            case nil: await wait(until: nextDue)
            }
        }
    }

    /// Until there is work or the next row is due.
    private func wait(until due: Timestamp?) async {
        guard let due else { return await board.wait() }
        await withDiscardingTaskGroup { group in
            group.addTask { [clock = services.clock, board] in
                await clock.sleep(due)
                if !Task.isCancelled { board.wake() }
            }
            await board.wait()
            group.cancelAll()
        }
    }

    /// Takes due rows and answers when the next one will be.
    private func claim(_ places: Int, in runs: inout DiscardingTaskGroup) async -> Timestamp? {
        let now = services.clock.now()
        var leases: [Lease] = []
        do {
            leases = try await services.claim(places, owner: configuration.owner, at: now)
        } catch {
            services.logger.error("due runs could not be taken", metadata: ["error": "\(error)"])
            board.settleClaim(places: places, runs: [])
            return now + Self.pauseAfterFailure
        }
        board.settleClaim(places: places, runs: leases.map { RunID(stored: $0.id) })
        do {
            let (rows, nextDue) = try await services.load(leases)
            for (lease, rows) in zip(leases, rows) { runs.addTask { await self.resume(lease, rows) } }
            return nextDue
        } catch {
            // Their leases run out.
            services.logger.error("runs could not be read", metadata: ["error": "\(error)", "runs": "\(leases.count)"])
            for lease in leases { board.leave(RunID(stored: lease.id)) }
            return now + Self.pauseAfterFailure
        }
    }

    /// What is due stays due: without a pause a database that refuses would be asked without end.
    private static let pauseAfterFailure = Duration.seconds(1)
}
