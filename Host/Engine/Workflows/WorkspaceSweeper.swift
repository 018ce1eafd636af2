package import Logging
import Model
import ServiceLifecycle
package import Storage

/// Removes what is left of deleted workspaces: runs and events, which nobody can read any more, a few at a time so that writers
/// are not held up.
package struct WorkspaceSweeper: Service {
    private static let interval = Duration.seconds(10)
    private static let batch = 50

    private let database: Database
    private let logger: Logger

    package init(database: Database, logger: Logger) {
        self.database = database
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.interval)) != nil {
                do {
                    try await sweep()
                } catch is CancellationError {
                } catch {
                    logger.error("deleted workspaces could not be swept", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// Returns when nothing is left; what a kill interrupts, the next host goes on with.
    package func sweep() async throws {
        while try await database.commit({ try Self.sweepSome(in: $0) }) { try Task.checkCancellation() }
    }

    /// Whether there may be more.
    private static func sweepSome(in transaction: WriteTransaction) throws -> Bool {
        guard let workspace = try transaction.first(ErasureStatement.next)?.text(0) else { return false }
        let runs = try transaction.query(ErasureStatement.runs, .text(workspace), .integer(Int64(batch)))
        for row in runs {
            let run = Value.text(try row.text(0))
            for statement in [ErasureStatement.deleteAttemptPayloads, .deleteAttempts, .deleteWaits, .deleteInput, .deleteRun] {
                try transaction.execute(statement, run)
            }
            if let workflow = try row.optionalText(1).map(Value.text) {
                try transaction.execute(ErasureStatement.deletePinnedSteps, workflow)
                try transaction.execute(ErasureStatement.deletePinnedVersions, workflow)
            }
            if let event = try row.optionalText(2).map(Value.text) {
                try transaction.execute(ErasureStatement.deleteEventPayload, event)
                try transaction.execute(ErasureStatement.deleteEvent, event)
            }
        }
        if runs.isEmpty { try transaction.execute(ErasureStatement.done, .text(workspace)) }
        return true
    }
}
