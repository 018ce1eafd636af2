import Identity
import Logging
import Model
import Storage
import Vault

extension Executor {
    /// Drives a run that came through memory.
    func drive(_ pending: PendingRun) async {
        var accepted: (@Sendable (Result<Void, any Error>) -> Void)? = pending.accepted
        await hold(pending.header.id) { mailbox in
            do {
                let definition = try await services.workflows.definition(of: pending.header, pending.input)
                let key = try await services.vault.dataKey(for: pending.header.workspace)
                let run = HeldRun(
                    pending.header, input: pending.input, lease: pending.lease, definition: definition, key: key, creation: pending.creation)
                return try await drive(run, mailbox) { accepted.take()?(.success(())) }
            } catch {
                accepted.take()?(.failure(error))
                throw error
            }
        }
    }

    /// Drives a run that was taken from the database.
    func resume(_ lease: Lease, _ rows: Result<RunRows, any Error>) async {
        let id = RunID(stored: lease.id)
        await hold(id) { mailbox in
            do {
                let rows = try rows.get()
                let input = try await RunInput(rows.input, of: rows.header, vault: services.vault)
                let run = try await HeldRun(
                    rows, input: input, lease: RunLease(owner: lease.owner, epoch: lease.epoch, until: lease.until),
                    definition: services.workflows.definition(of: rows.header, input), vault: services.vault)
                return try await drive(run, mailbox) {}
            } catch let error where Self.isPermanent(error) {
                try await giveUp(id, lease, because: error)
                return .failed
            }
        }
    }

    /// Runs `body` with the run's mailbox, then tells who waits for its end and gives its place back.
    private func hold(_ id: RunID, _ body: (Mailbox<RunMessage>) async throws -> RunState) async {
        let mailbox = board.mailbox(of: id) ?? Mailbox()
        do {
            let state = try await body(mailbox)
            board.leave(id, mailbox)
            if state.isTerminal { endings.announce(id) } else { board.wake() }
        } catch {
            board.leave(id, mailbox)
            // Its lease runs out and it is taken up again: by this host at once after a restart, by any when it is over.
            // One that was over its quota was never stored.
            if !(error is CancellationError || error is QuotaExceeded) {
                services.logger.error("run put aside", metadata: ["run": "\(id)", "error": "\(error)"])
            }
        }
    }

    private func drive(_ run: HeldRun, _ mailbox: Mailbox<RunMessage>, accepted: () -> Void) async throws -> RunState {
        var driver = RunDriver(run, services: services, mailbox: mailbox)
        try await driver.drive(accepted: accepted)
        // One that came back in between found the run held.
        if driver.run.awaitedConnectors.contains(where: services.connectors.isAvailable) { checkConnectors() }
        return driver.run.progress.state
    }
}

// MARK: - Runs that cannot be read

extension Executor {
    /// Whether reading the run again would fail again.
    private static func isPermanent(_ error: any Error) -> Bool {
        switch error {
        case is VaultError, is DefinitionError: true
        case WorkflowError.notFound, StorageError.corrupt: true
        default: false
        }
    }

    private func giveUp(_ id: RunID, _ lease: Lease, because error: any Error) async throws {
        services.logger.error("run cannot be read and is given up", metadata: ["run": "\(id)", "error": "\(error)"])
        let now = services.clock.now()
        try await services.commit { transaction in
            try transaction.execute(
                RunStatement.finish, .id(id), .integer(lease.epoch), .text(RunState.failed.rawValue), .time(now),
                .text(CallFailure.Class.bug.rawValue))
        }
    }
}
