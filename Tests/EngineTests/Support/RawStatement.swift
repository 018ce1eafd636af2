import Storage

/// A statement that only a test needs.
struct RawStatement: StatementSet {
    let rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }
    init(_ sql: String) { rawValue = sql }

    static var allCases: [RawStatement] { [] }
}

extension Database {
    /// How many rows a table has.
    func rows(of table: String) async throws -> Int64 {
        try await read { try $0.first(RawStatement("SELECT COUNT(*) FROM \(table)"))?.integer(0) ?? 0 }
    }
}

extension EngineFixture {
    /// Gives the workspace a plan of its own.
    func limit(workflows: Int64? = nil, runs: Int64? = nil, retentionDays: Int64? = nil) async throws {
        try await database.write { transaction in
            try transaction.execute(
                RawStatement("INSERT INTO plans (id, name, workflows, runs_per_month, retention_days, updated_at) VALUES ('test', 'test', ?1, ?2, ?3, 0)"),
                .optional(workflows), .optional(runs), .optional(retentionDays))
            try transaction.execute(RawStatement("UPDATE workspaces SET plan = 'test' WHERE id = ?1"), .id(workspace))
        }
    }
}
