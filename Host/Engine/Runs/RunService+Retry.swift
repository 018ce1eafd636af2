package import Model
import Storage

extension RunService {
    /// Tries a run that failed again, as the same run: what succeeded keeps its outcome, the steps that it failed for start
    /// anew with the idempotency keys they had. A connector that is still away is waited for again.
    package func retry(_ id: RunID, in workspace: WorkspaceID) async throws -> Run {
        let (rows, epoch) = try await database.read { transaction in
            let run = try transaction.run(id, in: workspace)
            guard run.state == .failed else { throw RunError.notFailed(run.state) }
            return (try RunRows(id, in: transaction), try transaction.first(RunStatement.epoch, .id(id))?.integer(0) ?? 0)
        }
        let input = try await RunInput(rows.input, of: rows.header, vault: vault)
        let definition = try await workflows.definition(of: rows.header, input)
        let progress = RunProgress(
            state: .failed, isCancelling: rows.isCancelling, attempts: rows.attempts, waits: rows.waits, of: definition)
        let change = RunChange(
            header: rows.header, epoch: epoch, definition: definition,
            records: RunMachine.handle(.retryRequested, in: progress, of: definition).records, payloads: [:], errorClass: nil,
            time: clock.now())
        let run = try await database.commit { transaction in
            do {
                try change.apply(in: transaction)
            } catch is RunChange.LeaseLost {
                // Somebody else was faster.
                throw RunError.notFailed(try transaction.run(id, in: workspace).state)
            }
            return try transaction.run(id, in: workspace)
        }
        executor.wake()
        return run
    }
}
