import Connections
import Model
import PatchbayJSON
import PluginHost
import TestSupport
import Testing

@Suite struct QueryTests {
    @Test func `A test tells whether the credential works, and whose it is`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            let test = try await desk.connections.test(made.id, in: desk.workspace)
            #expect(test.ok)
            #expect(test.message == "The connection works for Ada.")
            #expect(test.details == ["id": "u1", "name": "Ada"])
            #expect(desk.provider.requests.map(\.target) == ["/me"])
        }
    }

    @Test func `What was entered can be tested before it is stored`() async throws {
        try await withDesk(provider: { $1.respond($0["authorization"] == "Bearer good-token" ? 200 : 401) }) { desk in
            let good = try await desk.connections.test(
                connector: "relay", scheme: "bearer", fields: desk.fields(token: "good-token"), in: desk.workspace)
            #expect(good.outcome == .works)
            let bad = try await desk.connections.test(
                connector: "relay", scheme: "bearer", fields: desk.fields(token: "wrong-token"), in: desk.workspace)
            #expect(bad.outcome == .fails)
            #expect(bad.message == "The provider does not accept the token.")
            #expect(try await desk.connections.list(in: desk.workspace).elements.isEmpty)
        }
    }

    @Test func `A scheme without a test says so`() async throws {
        try await withDesk { desk in
            let fields: JSONObject = ["url": .string(desk.origin + "/hooks/T1"), "allowed_hosts": [.string(desk.origin)]]
            let test = try await desk.connections.test(connector: "relay", scheme: "webhook", fields: fields, in: desk.workspace)
            #expect(test.outcome == .untestable)
            #expect(!test.ok)
        }
    }

    @Test func `Choices are asked for with the connection, or without where none is needed`() async throws {
        try await withDesk { desk in
            _ = try await desk.connect()
            let asked = OptionsRequest(workspace: desk.workspace, connector: "relay", subject: .action("send"), field: "channel", search: "gen")
            #expect(try await desk.connections.options(asked) == ["options": [["value": "connected", "label": "gen"]]])
            let open = OptionsRequest(workspace: desk.workspace, connector: "relay", subject: .action("send_open"), field: "channel")
            #expect(try await desk.connections.options(open)["options"]?[0]?["value"] == "open")
        }
    }

    @Test func `Options of what does not exist are the input's fault`() async throws {
        try await withDesk { desk in
            let asked = OptionsRequest(workspace: desk.workspace, connector: "relay", subject: .trigger("new"), field: "channel")
            let failure = try await #require(throws: CallFailure.self) { _ = try await desk.connections.options(asked) }
            #expect(failure.class == .invalidInput)
        }
    }

    @Test func `A connection's identity is its connector's word`() async throws {
        try await withDesk { desk in
            _ = try await desk.connect()
            #expect(try await desk.connections.identity(.number(1), of: "relay", in: desk.workspace)?["name"] == "Ada")
        }
    }
}
