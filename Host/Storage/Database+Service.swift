import GRDB
import Logging
import ServiceLifecycle

extension Database: Service {
    /// Looks after the file until shutdown: checkpoints, and gives pages freed by deletions back to the disk.
    ///
    /// Commits and reads work before and after; without it the file only grows more. List it first in the service group, so
    /// that it stops last.
    package func run() async throws {
        let checkpoint = try await BlockingWork.run { [pool, options] in try Checkpoint(pool: pool, busyTimeout: options.busyTimeout) }
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.options.checkpointInterval)) != nil {
                await self.report { try await checkpoint.run() }
                await self.report { try await self.vacuum() }
            }
        }
        if !Task.isCancelled { try await checkpoint.reset() }
    }

    /// A few pages at a time, because it holds up the writers.
    private func vacuum() async throws {
        try await pool.writeWithoutTransaction { database in
            guard try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0 > Self.keptFreePages else { return }
            try database.execute(sql: "PRAGMA incremental_vacuum(256)")
        }
    }

    /// 16 MiB stay for what comes next.
    private static let keptFreePages = 4096

    /// A failed round is tried again at the next.
    private func report(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
        } catch {
            logger.error("database upkeep failed", metadata: ["error": "\(StorageError.translating(error))"])
        }
    }
}
