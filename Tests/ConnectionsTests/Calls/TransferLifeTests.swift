import Connections
import Model
import PatchbayJSON
import TestSupport
import Testing

/// How long the requests live that the host sends for a plugin: no longer than the call. The provider is the witness.
@Suite(.timeLimit(.minutes(1))) struct TransferLifeTests {
    /// A provider that answers everything but `/held`, where it waits until the host closes the connection.
    private struct Witness: Sendable {
        let arrived = Notice(), closed = Notice(), gate = Gate()

        func serve(_ request: TestServer.Request, _ connection: ServerConnection) {
            if request.target == "/held" {
                arrived.post()
                gate.open()
                connection.waitForEnd()
                closed.post()
            } else {
                gate.wait()
                connection.respond()
            }
        }
    }

    private func withWitness(_ body: @Sendable (Desk, Witness) async throws -> Void) async throws {
        let witness = Witness()
        try await withDesk(provider: witness.serve) { desk in
            _ = try await desk.connect()
            try await body(desk, witness)
        }
    }

    /// The plugin's reply callback ran once for each request that it asked for. The reply to one that was left behind may come
    /// a little after the end of its call, so it is asked again for as long as one is missing.
    private func expectAllReplied(_ desk: Desk, requests: Int64) async throws {
        var tally = JSON.null
        for _ in 0..<1_000 {
            tally = try await desk.run("tally", [:]).output
            if tally["replied"]?.int64 == requests { break }
        }
        #expect(tally == ["asked": .number(JSONNumber(requests)), "replied": .number(JSONNumber(requests))])
    }

    private func held(_ desk: Desk, method: String = "POST") -> JSON {
        ["method": .string(method), "url": .string(desk.origin + "/held"), "timeout_ms": 60_000]
    }

    @Test func `Cancelling a call breaks its request off`() async throws {
        try await withWitness { desk, witness in
            let request = desk.request("send", held(desk))
            let report = await withTaskGroup { group in
                group.addTask { await desk.runner.run(request) }
                await witness.arrived.wait()
                group.cancelAll()
                return await group.next()
            }
            await witness.closed.wait()
            #expect(try report?.failure.class == .retry)
            #expect(report?.mayHaveActed == true)
            try await expectAllReplied(desk, requests: 1)
        }
    }

    @Test func `The deadline of a call ends its request, whatever time the plugin asks for`() async throws {
        try await withWitness { desk, witness in
            var request = desk.request("send", held(desk))
            request.timeout = .milliseconds(300)
            let report = await desk.runner.run(request)
            await witness.closed.wait()
            #expect(try report.failure.class == .retry)
            #expect(report.mayHaveActed)
            try await expectAllReplied(desk, requests: 1)
        }
    }

    @Test func `A call that answers leaves no request behind`() async throws {
        try await withWitness { desk, witness in
            var request = desk.request("leave", ["url": .string(desk.origin)])
            request.input = ["request": ["url": .string(desk.origin)], "left": held(desk)]
            let report = await desk.runner.run(request)
            #expect(try report.output["status"] == 200)
            await witness.closed.wait()
            #expect(report.mayHaveActed)
            try await expectAllReplied(desk, requests: 2)
        }
    }

    @Test func `A plugin that dies leaves no request behind`() async throws {
        try await withWitness { desk, witness in
            var request = desk.request("die", ["url": .string(desk.origin)])
            request.input = ["request": ["url": .string(desk.origin)], "left": held(desk)]
            let report = await desk.runner.run(request)
            #expect(try report.failure.class == .retry)
            await witness.closed.wait()
            #expect(report.mayHaveActed)
            try await expectAllReplied(desk, requests: 0)
        }
    }
}
