import Engine
import Model
import PatchbayJSON
import Storage
import Testing

@Suite("The run service")
struct RunServiceTests {
    @Test("lists newest first, page by page")
    func pages() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"]])
            try await engine.running(performer: .echo) { runs in
                var ids: [RunID] = []
                for _ in 0..<5 {
                    ids.append(try await runs.start(workflow: workflow, in: engine.workspace, input: .null, wait: .seconds(30)).run.id)
                }
                var (listed, cursor): ([RunID], String?) = ([], nil)
                repeat {
                    let page = try await runs.list(in: engine.workspace, after: cursor, limit: 2)
                    listed += page.elements.map(\.id)
                    cursor = page.next
                } while cursor != nil
                #expect(listed == ids.sorted().reversed())
            }
        }
    }

    @Test("filters by state, workflow, connector and time")
    func filters() async throws {
        try await withEngine { engine in
            let slack = try await engine.workflow([["action": "slack.x"]])
            let failing = try await engine.workflow([["action": "jira.fail"]])
            let performer = ActionPerformer { call in
                AttemptReport(call.step.action == "fail" ? .failure(CallFailure(.permanent, "No.")) : .output([0x31]))
            }
            try await engine.running(performer: performer) { runs in
                let first = try await runs.start(workflow: slack, in: engine.workspace, input: .null, wait: .seconds(30)).run
                let second = try await runs.start(workflow: failing, in: engine.workspace, input: .null, wait: .seconds(30)).run
                let third = try await runs.start(
                    action: "x", of: "slack", in: engine.workspace, input: ActionInput(input: [:], connection: nil), wait: .seconds(30)).run
                func list(_ filter: RunFilter) async throws -> Set<RunID> {
                    Set(try await runs.list(in: engine.workspace, filter).elements.map(\.id))
                }
                #expect(try await list(RunFilter(state: .failed)) == [second.id])
                #expect(try await list(RunFilter(workflow: slack)) == [first.id])
                #expect(try await list(RunFilter(connector: "slack")) == [first.id, third.id])
                #expect(try await list(RunFilter(createdBefore: first.header.createdAt)) == [])
                #expect(try await list(RunFilter(createdFrom: first.header.createdAt)).count == 3)
            }
        }
    }

    @Test("shows nothing of another workspace")
    func tenancy() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"]])
            let stranger = WorkspaceID()
            try await engine.running(performer: .echo) { runs in
                let id = try await runs.start(workflow: workflow, in: engine.workspace, input: .null, wait: .seconds(30)).run.id
                await #expect(throws: RunError.notFound) { try await runs.get(id, in: stranger) }
                await #expect(throws: RunError.notFound) { try await runs.cancel(id, in: stranger) }
                await #expect(throws: WorkflowError.notFound) { try await runs.start(workflow: workflow, in: stranger, input: .null) }
                #expect(try await runs.list(in: stranger).elements.isEmpty)
            }
        }
    }

    @Test("refuses an input beyond its limit")
    func inputLimit() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x"]])
            let (_, runs) = engine.host(performer: .echo)
            await #expect(throws: RunError.inputTooLarge(limit: RunService.inputLimit)) {
                try await runs.start(workflow: workflow, in: engine.workspace, input: .string(String(repeating: "x", count: RunService.inputLimit)))
            }
        }
    }

    @Test("leaves inputs, outputs and errors nowhere in the database in the clear")
    func sealed() async throws {
        try await withEngine { engine in
            let workflow = try await engine.workflow([["action": "t.x", "input": ["a": "{{word}} canary-in-definition"]]])
            let performer = ActionPerformer { call in
                AttemptReport(.failure(CallFailure(.permanent, "canary-in-error")), journal: Array(#"{"log":["canary-in-journal"]}"#.utf8))
            }
            try await engine.running(performer: performer) {
                _ = try await $0.start(workflow: workflow, in: engine.workspace, input: ["word": "canary-in-input"], wait: .seconds(30))
            }
            var stored: [UInt8] = []
            for suffix in ["", "-wal"] { stored += try FileBytes.read(engine.database.folder + "/patchbay.db" + suffix) }
            #expect(stored.count > 4096)
            #expect(!FileBytes.contains(stored, "canary"))
            #expect(FileBytes.contains(stored, workflow.text), "the search itself works")
        }
    }
}
