package import Identity
package import Logging
import Model
import ServiceLifecycle
package import Storage

/// Deletes runs that ended longer ago than their workspace's plan keeps them, with events, attempts and payloads.
///
/// Others want to write meanwhile: it deletes for a slice of time, lets them, and goes on. The pages that this frees are given
/// back to the disk by the database's upkeep.
package struct Retention: Service {
    private let database: Database
    private let requests: RequestMeter
    private let clock: EngineClock
    private let interval: Duration
    private let slice: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - interval: From the end of one sweep to the next.
    ///   - slice: How long one transaction may delete; one row may take longer, its commit comes on top.
    package init(
        database: Database, requests: RequestMeter, clock: EngineClock = .system, interval: Duration = .seconds(600),
        slice: Duration = .milliseconds(10), logger: Logger
    ) {
        self.database = database
        self.requests = requests
        self.clock = clock
        self.interval = interval
        self.slice = slice
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.sweepOrReport()
                await self.clock.sleep(self.clock.now() + self.interval)
            }
        }
    }

    /// Deletes all that is to be deleted now, and answers how many runs that were.
    @discardableResult
    package func sweep() async throws -> Int {
        try await requests.forgetOutdated()
        var (count, last) = (0, "")
        while true {
            let rows = try await database.read { [last] in try $0.query(RetentionStatement.workspaces, .text(last), .integer(Self.page)) }
            for row in rows {
                let cutoff = clock.now() + .seconds(-86_400 * (try row.integer(1)))
                count += try await sweep(try row.id(0), before: cutoff)
            }
            guard let row = rows.last else { return count }
            last = try row.text(0)
        }
    }

    private func sweep(_ workspace: WorkspaceID, before cutoff: Timestamp) async throws -> Int {
        // Whoever began after the cutoff did not end before it.
        let (end, page) = (RunID(at: cutoff), Self.page)
        var (count, last) = (0, "")
        while true {
            let rows = try await database.read { [last] in
                try $0.query(RetentionStatement.ended, .id(workspace), .text(last), .id(end), .time(cutoff), .integer(page))
            }
            guard let row = rows.last else { return count }
            last = try row.text(0)
            try await delete(try rows.map { ExpiredRun(id: try $0.id(0), event: try $0.optionalID(1), cutoff: cutoff) })
            count += rows.count
        }
    }

    private func delete(_ runs: [ExpiredRun]) async throws {
        var rest = runs[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let deleted = try await database.write { [rest, slice] transaction in
                let end = ContinuousClock.now + slice
                var deleted = 0
                for run in rest {
                    guard try run.delete(in: transaction, until: { ContinuousClock.now > end }) else { break }
                    deleted += 1
                    if ContinuousClock.now > end { break }
                }
                return deleted
            }
            rest = rest.dropFirst(deleted)
            await clock.sleep(clock.now() + slice * 2)
        }
    }

    private func sweepOrReport() async {
        do {
            let count = try await sweep()
            if count > 0 { logger.info("old runs deleted", metadata: ["runs": "\(count)"]) }
        } catch is CancellationError {
        } catch {
            // What is left is found the next time.
            logger.error("old runs could not be deleted", metadata: ["error": "\(error)"])
        }
    }

    /// Rows of one read.
    private static let page: Int64 = 500
}
