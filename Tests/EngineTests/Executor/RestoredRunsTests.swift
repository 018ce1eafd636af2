import Engine
import Model
import PatchbayJSON
import Storage
import Testing

@Suite("Runs of a restored database")
struct RestoredRunsTests {
    /// Cuts a run off in its second step, as the backup caught it.
    private func cutOff(_ engine: EngineFixture, _ log: CallLog) async throws -> RunID {
        let workflow = try await engine.workflow([["id": "one", "action": "t.x"], ["id": "two", "action": "t.x"]])
        let (reached, never) = (Gate(), Gate())
        let stuck = ActionPerformer.logging(log) { call in
            guard call.step.id == "two" else { return .output([0x31]) }
            reached.open()
            await never.wait()
            return .failure(CallFailure(.retry, "cut off"))
        }
        return try await engine.running(performer: stuck) { runs in
            let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null).run.id
            await reached.wait()
            return id
        }
    }

    @Test("that are held wait for somebody, and go on from where they were")
    func held() async throws {
        try await withEngine { engine in
            let log = CallLog()
            let id = try await cutOff(engine, log)
            let held = try await engine.database.write { transaction in
                (try RestoredRuns.count(in: transaction), try RestoredRuns.hold(in: transaction, at: .now), try RestoredRuns.count(in: transaction))
            }
            #expect(held == (1, 1, 0))
            try await engine.running(performer: .logging(log) { _ in .output([0x32]) }) { runs in
                let run = try await runs.get(id, in: engine.workspace).run
                #expect(run.state == .failed && run.errorClass == "held")
                // One that was not held comes and goes; this one stays.
                let other = try await engine.workflow([["id": "other", "action": "t.x"]])
                let end = try await runs.start(workflow: other, in: engine.workspace, input: .null, wait: .seconds(30))
                #expect(end.run.state == .succeeded)
                #expect(log.steps == ["one", "two", "other"])
                _ = try await runs.retry(id, in: engine.workspace)
                let detail = try await runs.wait(for: id, in: engine.workspace, .seconds(30))
                #expect(detail.run.state == .succeeded)
                #expect(detail.attempts.map(\.state) == [.succeeded, .lost, .succeeded])
                #expect(log.steps == ["one", "two", "other", "two"])
            }
        }
    }
}
