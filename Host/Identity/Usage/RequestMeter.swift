package import Logging
package import Model
package import Storage
import Synchronization

/// Counts the requests of this clock hour (UTC), in memory; what workspaces ask is added to the database every few seconds.
///
/// So counters survive a restart. A host that is killed forgets the requests since it last stored them, at most
/// ``interval``; several hosts on one database learn of each other's with the same delay.
package final class RequestMeter: Sendable {
    package enum Subject: Hashable, Sendable {
        case workspace(WorkspaceID)
        /// A user where no workspace is concerned; not stored.
        case user(UserID)
    }

    private struct Window {
        let hour: Timestamp
        /// What the database has, of all hosts.
        var stored: Int64 = 0
        /// On its way there.
        var leaving: Int64 = 0
        var fresh: Int64 = 0

        var total: Int64 { stored + leaving + fresh }
    }

    /// How often the counters are stored.
    package let interval: Duration
    private let database: Database
    private let now: @Sendable () -> Timestamp
    let logger: Logger
    private let windows = Mutex<[Subject: Window]>([:])

    package init(
        database: Database, interval: Duration = .seconds(5), now: @escaping @Sendable () -> Timestamp = { .now }, logger: Logger
    ) {
        self.database = database
        self.logger = logger
        self.interval = interval
        self.now = now
    }

    /// Takes up what has been stored of this hour.
    package func load() async throws {
        let hour = now().startOfHour
        let rows = try await database.read { try $0.query(UsageStatement.requests, .time(hour), .integer(Self.loadLimit)) }
        let counts = try rows.map { (WorkspaceID(stored: try $0.text(0)), try $0.integer(1)) }
        windows.withLock { windows in
            for (workspace, amount) in counts { windows[.workspace(workspace), default: Window(hour: hour)].stored = amount }
        }
    }

    /// Counts a request, unless the limit is reached.
    package func count(_ subject: Subject, limit: Int64) -> RequestStanding {
        let now = now()
        let hour = now.startOfHour
        return windows.withLock { windows in
            var window = windows[subject] ?? Window(hour: hour)
            if window.hour != hour { window = Window(hour: hour) }
            let isAdmitted = window.total < limit
            if isAdmitted { window.fresh += 1 }
            windows[subject] = window
            return RequestStanding(
                isAdmitted: isAdmitted, limit: limit, remaining: max(0, limit - window.total), window: .seconds(3600),
                resetsIn: hour + .seconds(3600) - now)
        }
    }

    /// How many requests of this hour have been counted.
    package func used(by subject: Subject) -> Int64 {
        let hour = now().startOfHour
        return windows.withLock { $0[subject].flatMap { $0.hour == hour ? $0.total : nil } ?? 0 }
    }

    /// Adds what has been counted to the database, and forgets hours that are over.
    package func store() async throws {
        while true {
            let batch = take(Self.batchLimit)
            if batch.isEmpty { return }
            do {
                let totals = try await database.commit { transaction in
                    try batch.map { entry in
                        try transaction.query(
                            UsageStatement.addRequests, .id(entry.workspace), .time(entry.hour), .integer(entry.amount)
                        ).first?.integer(0)
                    }
                }
                for (entry, total) in zip(batch, totals) { settle(entry, total: total) }
            } catch {
                for entry in batch { settle(entry, total: nil) }
                throw error
            }
        }
    }

    /// Deletes the counters of hours that nobody asks about any more.
    package func forgetOutdated() async throws {
        let end = now().startOfHour + .seconds(-3600)
        while true {
            let deleted = try await database.write { transaction in
                let rows = try transaction.query(UsageStatement.outdated, .time(end), .integer(Int64(Self.batchLimit)))
                for row in rows { try transaction.execute(UsageStatement.forget, .text(row.text(0)), .integer(row.integer(1))) }
                return rows.count
            }
            if deleted < Self.batchLimit { return }
        }
    }

    private struct Entry: Sendable {
        let workspace: WorkspaceID
        let hour: Timestamp
        let amount: Int64
    }

    private func take(_ limit: Int) -> [Entry] {
        let hour = now().startOfHour
        return windows.withLock { windows in
            windows = windows.filter { $0.value.hour == hour }
            var batch: [Entry] = []
            for (subject, window) in windows where window.fresh > 0 && window.leaving == 0 {
                guard case .workspace(let workspace) = subject else { continue }
                batch.append(Entry(workspace: workspace, hour: window.hour, amount: window.fresh))
                windows[subject]?.leaving = window.fresh
                windows[subject]?.fresh = 0
                if batch.count == limit { break }
            }
            return batch
        }
    }

    /// `total` is what the database has now; nil when it could not be told, and the requests are still to be stored.
    private func settle(_ entry: Entry, total: Int64?) {
        windows.withLock { windows in
            guard var window = windows[.workspace(entry.workspace)], window.hour == entry.hour else { return }
            window.leaving = 0
            if let total { window.stored = total } else { window.fresh += entry.amount }
            windows[.workspace(entry.workspace)] = window
        }
    }

    /// Workspaces in one commit: about a millisecond.
    private static let batchLimit = 500
    /// Further ones are known when they are stored the next time.
    private static let loadLimit: Int64 = 100_000
}

/// Where somebody stands with a limit of requests.
package struct RequestStanding: Hashable, Sendable {
    package let isAdmitted: Bool
    package let limit: Int64
    package let remaining: Int64
    package let window: Duration
    package let resetsIn: Duration

    package init(isAdmitted: Bool, limit: Int64, remaining: Int64, window: Duration, resetsIn: Duration) {
        self.isAdmitted = isAdmitted
        self.limit = limit
        self.remaining = remaining
        self.window = window
        self.resetsIn = resetsIn
    }
}
