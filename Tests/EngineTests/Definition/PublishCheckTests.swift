import Connections
import Egress
import Engine
import Logging
import Model
import PatchbayJSON
import PluginHost
import Storage
import TestSupport
import Testing

@Suite("A workflow held against connectors and connections")
struct PublishCheckTests {
    private static func document(connection: JSON?, action: String = "send") -> JSON {
        var step: JSONObject = ["connector": "relay", "action": .string(action), "input": ["request": ["url": "https://a.example"]]]
        step["connection"] = connection
        return ["name": "relays", "steps": [.object(step)]]
    }

    @Test("is told where its connection is missing, until there is one")
    func missing() async throws {
        try await withCheck { check, connections, engine in
            let unknown = ConnectionID()
            let none = try await check.warnings(of: Self.document(connection: nil), in: engine.workspace)
            #expect(none.map(\.pointer) == ["/steps/0"])
            let wrong = try await check.warnings(of: Self.document(connection: .string(unknown.text)), in: engine.workspace)
            #expect(wrong == [DefinitionIssue("/steps/0/connection", "There is no connection \(unknown.text).")])
            let made = try await connect(connections, in: engine.workspace)
            #expect(try await check.warnings(of: Self.document(connection: nil), in: engine.workspace).isEmpty)
            #expect(try await check.warnings(of: Self.document(connection: .string(made.text)), in: engine.workspace).isEmpty)
            #expect(try await check.warnings(of: Self.document(connection: 1), in: engine.workspace).isEmpty)
        }
    }

    @Test("never loses its connection unseen, when both are changed at once")
    func race() async throws {
        try await withCheck { check, connections, engine in
            for _ in 0..<100 {
                let connection = try await connect(connections, in: engine.workspace)
                let document = Self.document(connection: .string(connection.text))
                async let deletion: Bool = deleted(connection, connections, in: engine.workspace)
                let workflow = try await engine.workflows.create(document, in: engine.workspace)
                let warnings = try await check.warnings(of: document, in: engine.workspace)
                let isDeleted = try await deletion
                #expect(!isDeleted || !warnings.isEmpty, "the connection is gone and nobody was told")
                try await engine.workflows.delete(workflow.id, in: engine.workspace)
                if !isDeleted { try await connections.delete(connection, in: engine.workspace) }
            }
        }
    }

    private func deleted(_ id: ConnectionID, _ connections: ConnectionService, in workspace: WorkspaceID) async throws -> Bool {
        do {
            try await connections.delete(id, in: workspace)
            return true
        } catch ConnectionError.inUse {
            return false
        }
    }

    private func connect(_ connections: ConnectionService, in workspace: WorkspaceID) async throws -> ConnectionID {
        try await connections.create(
            connector: "relay", scheme: "bearer", name: "Account",
            fields: ["token": "long enough", "allowed_hosts": ["a.example"]], in: workspace).id
    }

    /// A check over the relay plugin and an empty workspace.
    private func withCheck(_ body: (PublishCheck, ConnectionService, EngineFixture) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await withEngine { engine in
                try RelayPlugin.install(in: folder)
                var configuration = PluginHostConfiguration(folder: folder)
                configuration.sandbox = .bestEffort
                let plugins = PluginHost(configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                await plugins.load()
                let connections = ConnectionService(
                    database: engine.database, vault: engine.vault, plugins: plugins, egress: try Egress(),
                    usage: WorkflowStore.namesUsing)
                try await body(PublishCheck(plugins: plugins, connections: connections), connections, engine)
            }
        }
    }
}
