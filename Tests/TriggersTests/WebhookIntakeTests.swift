import Engine
import Model
import PatchbayJSON
import Storage
import Testing
import Triggers

@Suite("The webhook intake")
struct WebhookIntakeTests {
    private static let echo: @Sendable (StepCall) async -> AttemptReport = { AttemptReport(.output($0.input.bytes())) }

    @Test("starts the workflow with the path, its request as the trigger")
    func starts() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "/orders/new", input: [
                "who": "{{customer.name}}", "source": #"{{trigger.headers["x-source"]}}"#, "page": "{{trigger.query.page}}",
                "path": "{{trigger.path}}",
            ])
            let host = fixture.host(Self.echo)
            let detail = try await fixture.running(host) {
                let receipt = try await fixture.post(#"{"customer":{"name":"Ada"}}"#, to: "orders/new", host.intake, query: "page=2")
                return try await host.runs.wait(for: receipt.run, in: fixture.workspace, .seconds(30))
            }
            #expect(detail.run.state == .succeeded)
            #expect(detail.output == ["who": "Ada", "source": "test", "page": "2", "path": "orders/new"])
            #expect(detail.trigger["body"] == ["customer": ["name": "Ada"]])
        }
    }

    @Test("takes bodies that are no JSON, too")
    func anyBody() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "p", input: ["body": "{{trigger.body}}"])
            let host = fixture.host(Self.echo)
            let detail = try await fixture.running(host) {
                let receipt = try await fixture.post("{not json", to: "p", host.intake)
                return try await host.runs.wait(for: receipt.run, in: fixture.workspace, .seconds(30))
            }
            #expect(detail.output == ["body": "{not json"])
        }
    }

    @Test("knows nothing of paths without an enabled workflow, from the change on")
    func routes() async throws {
        try await WebhookFixture.with { fixture in
            let (workspace, host) = (fixture.workspace, fixture.host(Self.echo))
            func accepts(_ path: String) async throws -> Bool {
                do {
                    _ = try await fixture.post("{}", to: path, host.intake)
                    return true
                } catch WebhookError.notFound {
                    return false
                }
            }
            #expect(try await accepts("a") == false)
            let workflow = try await fixture.workflow(path: "a")
            #expect(try await accepts("a"))
            #expect(try await accepts("a/"))
            _ = try await fixture.workflows.setEnabled(workflow.id, in: workspace, false)
            #expect(try await accepts("a") == false)
            _ = try await fixture.workflows.setEnabled(workflow.id, in: workspace, true)
            #expect(try await accepts("a"))
            _ = try await fixture.workflows.replace(workflow.id, in: workspace, with: WebhookFixture.document(path: "b"))
            #expect(try await accepts("a") == false)
            #expect(try await accepts("b"))
            try await fixture.workflows.delete(workflow.id, in: workspace)
            #expect(try await accepts("b") == false)
        }
    }

    @Test("tells strangers nothing about workspaces", arguments: ["ws_00000000000000000000000000", "nonsense", ""])
    func strangers(workspace: String) async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "a")
            let host = fixture.host(Self.echo)
            await #expect(throws: WebhookError.notFound) {
                try await host.intake.receive(
                    workspace: workspace, path: "a", method: "POST", query: "", headers: [], body: [], trace: .new())
            }
        }
    }

    @Test("refuses a body beyond its limit before it looks at anything else")
    func bodyLimit() async throws {
        try await WebhookFixture.with { fixture in
            let host = fixture.host(Self.echo)
            await #expect(throws: WebhookError.bodyTooLarge(limit: 1 << 20)) {
                try await fixture.post(String(repeating: "x", count: 1 << 20 + 1), to: "a", host.intake)
            }
        }
    }

    @Test("pins the version that was current when the request came in")
    func pinnedVersion() async throws {
        try await WebhookFixture.with { fixture in
            let workflow = try await fixture.workflow(path: "a", input: ["v": 1])
            let host = fixture.host(Self.echo)
            let receipt = try await fixture.post("{}", to: "a", host.intake)
            _ = try await fixture.workflows.replace(workflow.id, in: fixture.workspace, with: WebhookFixture.document(path: "a", input: ["v": 2]))
            let detail = try await fixture.running(host) { try await host.runs.wait(for: receipt.run, in: fixture.workspace, .seconds(30)) }
            #expect(detail.output == ["v": 1])
        }
    }

    @Test("loses nothing that it accepted when the host is cut off in the middle")
    func crash() async throws {
        try await WebhookFixture.with { fixture in
            try await fixture.workflow(path: "a", input: ["n": "{{n}}"])
            let (accepted, performed) = (Tally<RunID>(), Tally<Int64>())
            let interrupted = fixture.host { call in
                await Task.yield()
                guard !Task.isCancelled else { return AttemptReport(.failure(CallFailure(.retry, "cut off"))) }
                performed.add(call.input["n"]?.int64 ?? -1)
                return AttemptReport(.output([0x31]))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<4 {
                    group.addTask {
                        for number in 0..<50 {
                            accepted.add(try await fixture.post(#"{"n":\#(lane * 50 + number)}"#, to: "a", interrupted.intake).run)
                        }
                    }
                }
                // The host ends somewhere between the first and the last of them.
                try await fixture.running(interrupted) {
                    while accepted.all.count < 80 { await Task.yield() }
                }
                try await group.waitForAll()
            }
            let next = fixture.host { call in
                performed.add(call.input["n"]?.int64 ?? -1)
                return AttemptReport(.output([0x31]))
            }
            try await fixture.running(next) {
                for run in accepted.all {
                    let detail = try await next.runs.wait(for: run, in: fixture.workspace, .seconds(30))
                    #expect(detail.run.state == .succeeded)
                }
            }
            #expect(accepted.all.count == 200)
            #expect(Set(performed.all) == Set(0..<200))
        }
    }

    @Test("tells the sender when the disk is full, and goes on when there is room again")
    func diskFull() async throws {
        var options = DatabaseOptions()
        options.maximumPages = 200
        try await WebhookFixture.with(options: options) { fixture in
            try await fixture.workflow(path: "a")
            let host = fixture.host(Self.echo)
            let body = "\"" + String(repeating: "x", count: 900_000) + "\""
            await #expect(throws: StorageError.diskFull) { try await fixture.post(body, to: "a", host.intake) }
            let detail = try await fixture.running(host) {
                let receipt = try await fixture.post("{}", to: "a", host.intake)
                return try await host.runs.wait(for: receipt.run, in: fixture.workspace, .seconds(30))
            }
            #expect(detail.run.state == .succeeded)
        }
    }
}
