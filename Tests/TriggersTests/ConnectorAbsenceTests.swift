import Engine
import Foundation
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing
import Triggers

@Suite("A run whose plugin goes away")
struct ConnectorAbsenceTests {
    @Test("waits for it and then asks the provider once, as often as that happens")
    func comesAndGoes() async throws {
        try await WholeHost.with(provider: { $1.respond(text: "received") }) { whole in
            try await whole.post(through: "send", step: ["retry": ["max_attempts": 1]])
            for number in 1...3 {
                try await whole.movePlugin(away: true)
                let run = try await whole.orderInVain(number)
                #expect(run.wait?.connector == "relay")
                #expect(whole.provider.requests.count == number - 1)
                try await whole.movePlugin(away: false)
                let detail = try await whole.host.runs.wait(for: run.id, in: whole.fixture.workspace, .seconds(60))
                #expect(detail.run.state == .succeeded)
                #expect(whole.provider.requests.count == number)
            }
        }
    }

    @Test("is not lost while plugins are swapped under load")
    func load() async throws {
        try await WholeHost.with(provider: { $1.respond(text: "received") }) { whole in
            try await whole.post(through: "send_once", step: ["retry": ["max_attempts": 1]])
            let runs = try await withThrowingTaskGroup(of: [RunID].self) { group in
                for lane in 0..<4 {
                    group.addTask {
                        var runs: [RunID] = []
                        for number in 0..<25 {
                            let receipt = try await whole.fixture.post(#"{"order":\#(lane * 25 + number)}"#, to: "orders", whole.host.intake)
                            runs.append(receipt.run)
                        }
                        return runs
                    }
                }
                for _ in 0..<3 {
                    try await whole.movePlugin(away: true)
                    try await whole.movePlugin(away: false)
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            for run in runs {
                #expect(try await whole.host.runs.wait(for: run, in: whole.fixture.workspace, .seconds(60)).run.state == .succeeded)
            }
        }
    }

    @Test("counts a crash as a failure, and a quarantine as an absence")
    func quarantine() async throws {
        try await WholeHost.with(provider: { $1.respond(text: "received") }) { whole in
            try await whole.post(through: "send")
            let ask: JSON = ["url": .string("http://127.0.0.1:\(whole.provider.port)/me"), "auth": true]
            let deadly = try await whole.fixture.workflows.create([
                "name": "deadly", "trigger": ["type": "manual"],
                "steps": [[
                    "action": "relay.die", "input": ["left": ask, "request": ask],
                    "retry": ["max_attempts": 20, "initial_delay_ms": 1, "max_delay_ms": 1],
                ]],
            ], in: whole.fixture.workspace)
            let runs = whole.host.runs
            let crashing = try await runs.start(workflow: deadly.id, in: whole.fixture.workspace, input: .null).run.id
            _ = try await whole.waiting(crashing)
            let attempts = try await runs.get(crashing, in: whole.fixture.workspace).attempts
            #expect(attempts.filter { $0.errorClass == "retry" }.count >= 5)
            #expect(attempts.filter { $0.errorClass == "connector_unavailable" }.count == 1)
            #expect(attempts.last?.error?["message"]?.string?.contains("quarantine") == true)

            let waiting = try await whole.orderInVain(1)
            _ = try await runs.cancel(crashing, in: whole.fixture.workspace)
            _ = try await runs.wait(for: crashing, in: whole.fixture.workspace, .seconds(60))
            #expect(whole.plugins.release("relay") == true)
            #expect(try await runs.wait(for: waiting.id, in: whole.fixture.workspace, .seconds(60)).run.state == .succeeded)
        }
    }
}

extension WholeHost {
    /// Takes the plugin's file out of the folder, or puts it back, and waits until the host has noticed.
    fileprivate func movePlugin(away: Bool) async throws {
        let folder = plugins.configuration.folder
        let (here, there) = ("\(folder)/relay.so", "\(folder)/.relay")
        try FileManager.default.moveItem(atPath: away ? here : there, toPath: away ? there : here)
        for await _ in plugins.changes() where (plugins.connector("relay") == nil) == away { return }
    }

    /// Sends a webhook whose run cannot go on.
    fileprivate func orderInVain(_ number: Int) async throws -> Run {
        try await waiting(try await fixture.post(#"{"order":\#(number)}"#, to: "orders", host.intake).run)
    }

    /// The run once it waits for its connector.
    fileprivate func waiting(_ id: RunID) async throws -> Run {
        while true {
            let run = try await host.runs.current(id, in: fixture.workspace)
            if run.wait != nil { return run }
            await Task.yield()
        }
    }
}
