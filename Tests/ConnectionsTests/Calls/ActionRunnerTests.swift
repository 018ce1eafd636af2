import Connections
import Egress
import Model
import PatchbayJSON
import PluginHost
import Synchronization
import TestSupport
import Testing

@Suite struct ActionRunnerTests {
    @Test func `An action runs with the connection's credential, and nobody sees it but the provider`() async throws {
        try await withDesk { desk in
            _ = try await desk.connect()
            let report = await desk.run("send", ["method": "POST", "url": .string(desk.origin + "/messages"), "auth": true, "json": ["text": "hi"]])
            #expect(try report.output["status"] == 200)
            #expect(try report.output["text"] == "authorization: Bearer [secret]")
            #expect(desk.provider.requests.map { $0["authorization"] } == ["Bearer \(canary)"])
            #expect(report.mayHaveActed)
            let journal = String(decoding: try #require(report.journal), as: UTF8.self)
            #expect(journal.contains("/messages") && journal.contains("Bearer [secret]"))
            #expect(!journal.contains(canary))
        }
    }

    @Test func `A secret in an output is masked, wherever the plugin has it from`() async throws {
        try await withDesk { desk in
            _ = try await desk.connect(fields: ["token": .string(canary), "allowed_hosts": [.string(desk.origin)], "base": .string("\(canary)/x")])
            let output = try await desk.run("show", [:]).output
            #expect(output["fields"]?["base"] == "[secret]/x")
        }
    }

    @Test func `An output that differs from the declaration is recorded, never an error`() async throws {
        try await withDesk(provider: { $1.respond(headers: [("Content-Type", "application/json")], text: "[1]") }) { desk in
            _ = try await desk.connect()
            let report = await desk.run("send", ["url": .string(desk.origin), "auth": true])
            #expect(try report.output["json"] == [1])
            let journal = try JSON.parse(try #require(report.journal))
            #expect(journal["output_mismatches"]?[0]?.string?.contains("/json") == true)
        }
    }

    @Test func `What the step announces comes before the request`() async throws {
        let announced = Mutex(false)
        try await withDesk(provider: { $1.respond(text: announced.withLock { $0 } ? "after" : "before") }) { desk in
            _ = try await desk.connect()
            let post: JSON = ["method": "POST", "url": .string(desk.origin)]
            let request = desk.request("send", post, willSend: { announced.withLock { $0 = true } })
            #expect(try await desk.runner.run(request).output["text"] == "after")
        }
    }

    @Test func `The step's idempotency key goes where the action says`() async throws {
        try await withDesk { desk in
            _ = try await desk.connect()
            let report = await desk.run("send_once", ["method": "POST", "url": .string(desk.origin), "auth": true])
            #expect(desk.provider.requests.map { $0["idempotency-key"] } == ["run/step"])
            #expect(!report.mayHaveActed)
        }
    }

    @Test func `An action that needs no connection runs without one, and may reach nothing of a connection`() async throws {
        try await withDesk { desk in
            let failure = try await desk.run("send_open", ["url": .string(desk.origin)]).failure
            #expect(failure.message.contains("not among the allowed hosts"))
            #expect(desk.provider.requests.isEmpty)
        }
    }

    @Test func `A plugin's error comes with its class`() async throws {
        try await withDesk { desk in
            let failure = try await desk.run("complain", [:]).failure
            #expect((failure.class, failure.message) == (.permanent, "No."))
        }
    }

    @Test(arguments: [
        ("fax", "send", .connectorUnavailable, "The connector fax is not available. There is no such plugin in the plugins folder."),
        ("relay", "sned", .invalidInput, "The connector relay has no action 'sned'; did you mean 'send'?"),
        ("relay", "send", .reauthorize, "There is no connection of relay that this works with; make one."),
    ] as [(String, String, CallFailure.Class, String)])
    func `What is missing is said in a sentence`(connector: String, action: String, kind: CallFailure.Class, sentence: String) async throws {
        try await withDesk { desk in
            var request = desk.request(action, [:])
            request.connector = connector
            let failure = try await desk.runner.run(request).failure
            #expect((failure.class, failure.message) == (kind, sentence))
        }
    }

    @Test func `A cancelled task ends its call soon`() async throws {
        let arrived = Notice(), gate = Gate()
        try await withDesk(provider: { arrived.post(); gate.wait(); $1.respond() }) { desk in
            defer { gate.open() }
            _ = try await desk.connect()
            let request = desk.request("send", ["method": "POST", "url": .string(desk.origin)])
            let report = await withTaskGroup { group in
                group.addTask { await desk.runner.run(request) }
                await arrived.wait()
                group.cancelAll()
                return await group.next()
            }
            #expect(try report?.failure.class == .retry)
            #expect(report?.mayHaveActed == true)
        }
    }
}

extension Desk {
    func request(
        _ action: String, _ fetch: JSON, on connection: ConnectionReference? = nil, willSend: @escaping @Sendable () async throws -> Void = {}
    ) -> ActionRequest {
        ActionRequest(
            workspace: workspace, connector: "relay", action: action, connection: connection, input: ["request": fetch],
            idempotencyKey: "run/step", timeout: .seconds(20), willSend: willSend)
    }

    func run(_ action: String, _ fetch: JSON, on connection: ConnectionReference? = nil) async -> ActionReport {
        await runner.run(request(action, fetch, on: connection))
    }
}

extension ActionReport {
    struct NoFailure: Error { let output: String }

    var output: JSON {
        get throws { try JSON.parse(try result.get()) }
    }

    var failure: CallFailure {
        get throws {
            switch result {
            case .failure(let failure): return failure
            case .success(let output): throw NoFailure(output: String(decoding: output, as: UTF8.self))
            }
        }
    }
}
