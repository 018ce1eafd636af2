import Engine
import Identity
import Logging
import Model
import PatchbayJSON
import Storage
import Testing

@Suite("The retention", .timeLimit(.minutes(2)))
struct RetentionTests {
    private static let tables = ["runs", "run_payloads", "attempts", "attempt_payloads"]

    /// A retention in so many days, which does not pause; `paused` is called where it would.
    private func retention(
        _ engine: EngineFixture, in days: Int64, slice: Duration = .milliseconds(10), paused: @escaping @Sendable () -> Void = {}
    ) -> Retention {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return Retention(
            database: engine.database, requests: RequestMeter(database: engine.database, logger: logger),
            clock: EngineClock(now: { .now + .seconds(86_400 * days) }, sleep: { _ in paused() }, jitter: { 0 }), slice: slice, logger: logger)
    }

    /// Runs of one step that have ended.
    private func endedRuns(_ engine: EngineFixture, _ count: Int, size: Int = 10) async throws {
        let workflow = try await engine.workflow([["action": "t.x", "input": ["text": .string(String(repeating: "x", count: size))]]])
        try await engine.running(performer: .echo) { runs in
            for _ in 0..<count {
                _ = try await runs.start(workflow: workflow, in: engine.workspace, input: ["a": 1], wait: .seconds(60))
            }
        }
    }

    private func rows(_ engine: EngineFixture) async throws -> [Int64] {
        var rows: [Int64] = []
        for table in Self.tables { rows.append(try await engine.database.rows(of: table)) }
        return rows
    }

    @Test("deletes what ended longer ago than the plan says, with all that belongs to it, and nothing before")
    func deletes() async throws {
        try await withEngine { engine in
            try await engine.limit(retentionDays: 7)
            try await endedRuns(engine, 5)
            #expect(try await rows(engine) == [5, 5, 5, 5])
            #expect(try await retention(engine, in: 6).sweep() == 0)
            #expect(try await rows(engine) == [5, 5, 5, 5])
            #expect(try await retention(engine, in: 8).sweep() == 5)
            #expect(try await rows(engine) == [0, 0, 0, 0])
            #expect(try await engine.database.rows(of: "workflows") == 1)
        }
    }

    @Test("keeps what has not ended, however old, and everything where there is no limit")
    func keeps() async throws {
        try await withEngine { engine in
            try await engine.limit(retentionDays: 7)
            let workflow = try await engine.workflow([["action": "t.x"]])
            try await endedRuns(engine, 2)
            let (_, runs) = engine.host(performer: .echo)
            // Nobody drives it.
            _ = try? await engine.host(ExecutorConfiguration(maximumRuns: 0), performer: .echo).runs.start(
                workflow: workflow, in: engine.workspace, input: .null)
            #expect(try await retention(engine, in: 1_000).sweep() == 2)
            #expect(try await runs.list(in: engine.workspace).elements.map(\.state) == [.queued])

            let other = try await WorkspaceID.inserted(in: engine.database, engine.vault)
            try await engine.database.write { transaction in
                try transaction.execute(RawStatement("UPDATE plans SET retention_days = NULL WHERE id = 'enterprise'"))
                try transaction.execute(RawStatement("UPDATE runs SET workspace_id = ?1, finished_at = created_at"), .id(other))
            }
            #expect(try await retention(engine, in: 1_000).sweep() == 0)
        }
    }

    @Test("goes on after an end in the middle")
    func interrupted() async throws {
        try await withEngine { engine in
            try await engine.limit(retentionDays: 7)
            try await endedRuns(engine, 10)
            let cancelling = retention(engine, in: 8, slice: .zero) { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
            let sweep = Task { try await cancelling.sweep() }
            await #expect(throws: CancellationError.self) { try await sweep.value }
            let left = try await engine.database.rows(of: "runs")
            #expect(left > 0)
            #expect(try await retention(engine, in: 8).sweep() == Int(left))
            #expect(try await rows(engine) == [0, 0, 0, 0])
        }
    }

    @Test("lets others write after each slice of time")
    func slices() async throws {
        try await withEngine { engine in
            try await engine.limit(retentionDays: 7)
            try await endedRuns(engine, 10, size: 100_000)
            let pauses = Counter()
            #expect(try await retention(engine, in: 8, slice: .zero, paused: pauses.add).sweep() == 10)
            #expect(pauses.count >= 10)
        }
    }

    @Test("finds all it asks for by an index", arguments: RetentionStatement.allCases)
    func indexes(statement: RetentionStatement) async throws {
        try await withEngine { engine in
            let parameters = Array(repeating: Value.null, count: 5).prefix(statement.rawValue.filter { $0 == "?" }.count)
            let plan = try await engine.database.write { transaction in
                try transaction.query(RawStatement("EXPLAIN QUERY PLAN " + statement.rawValue), Array(parameters)).map { try $0.text(3) }
            }
            #expect(plan.isEmpty == false)
            #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
        }
    }
}
