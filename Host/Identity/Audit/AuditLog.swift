package import Model
package import Storage

/// Who did what: entries that are only ever added, each with a hash over the one before.
package struct AuditLog: Sendable {
    /// 90 days.
    package static let retention = Duration.seconds(90 * 86_400)

    let database: Database
    let now: @Sendable () -> Timestamp

    package init(database: Database, now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.database = database
        self.now = now
    }

    /// Adds an entry as part of the change that it tells of: both are durable, or neither.
    package func append(_ event: AuditEvent, in transaction: WriteTransaction) throws {
        guard let head = try transaction.first(AuditStatement.takeNumber) else { throw StorageError.corrupt("The audit log has no head.") }
        let (number, time) = (try head.integer(0), now())
        let hash = AuditEntry.hash(after: try head.blob(1), number: number, time: time, event)
        try transaction.execute(
            AuditStatement.append, .integer(number), .time(time), .id(event.workspace), .text(event.actor), .text(event.action),
            .text(event.outcome.rawValue), .optional(event.subject), .text(event.address), .text(event.traceID), .blob(hash))
        try transaction.execute(AuditStatement.setHead, .blob(hash))
    }

    /// Adds an entry about what is stored nowhere else.
    package func record(_ event: AuditEvent) async throws {
        try await database.commit { [self] in try append(event, in: $0) }
    }

    /// Entries that match, newest first; those of all workspaces and of the installation without `workspace`. `cursor` is the
    /// `next` of the page before.
    package func list(
        in workspace: WorkspaceID?, _ filter: AuditFilter = AuditFilter(), after cursor: String? = nil, limit: Int = 50
    ) async throws -> Page<AuditEntry> {
        let below = cursor.flatMap { Int64($0) } ?? .max
        let entries = try await database.read { transaction in
            try transaction.entries(in: workspace, filter, below: below, limit: limit + 1)
        }
        let page = Array(entries.prefix(limit))
        return Page(elements: page, next: entries.count > limit ? page.last.map { String($0.number) } : nil)
    }
}

extension Transaction {
    /// Hands out every entry with a number above `number`, oldest first; few are in memory at once.
    package func readAuditLog(after number: Int64, _ body: (AuditEntry) throws -> Void) throws {
        var number = number
        while true {
            let rows = try query(AuditStatement.following, .integer(number), 1_000)
            for row in rows {
                let entry = try AuditEntry(row)
                number = entry.number
                try body(entry)
            }
            if rows.count < 1_000 { return }
        }
    }

    fileprivate func entries(in workspace: WorkspaceID?, _ filter: AuditFilter, below: Int64, limit: Int) throws -> [AuditEntry] {
        let values: [Value] = [
            .integer(below), .integer(Int64(limit)), .optional(filter.actor), .optional(filter.action), .optional(filter.subject),
            .time(filter.from), .time(filter.before),
        ]
        let rows =
            if let workspace { try query(AuditStatement.listOfWorkspace, values + [.id(workspace)]) } else { try query(AuditStatement.list, values) }
        return try rows.map { row throws(StorageError) in try AuditEntry(row) }
    }
}
