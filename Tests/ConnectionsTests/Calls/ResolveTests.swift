import Connections
import Model
import PatchbayJSON
import PluginHost
import Storage
import TestSupport
import Testing

@Suite struct ResolveTests {
    @Test func `A call names its connection by id, by number, or not at all when there is only one`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            let fetch: JSON = ["url": .string(desk.origin), "auth": true]
            for reference in [.id(made.id), .number(1), nil] as [ConnectionReference?] {
                let report = await desk.run("send", fetch, on: reference)
                #expect(try report.output["status"] == 200)
            }
        }
    }

    @Test func `Among several a call must say which`() async throws {
        try await withDesk { desk in
            _ = try await desk.connect()
            _ = try await desk.connect()
            let failure = try await desk.run("send", [:]).failure
            #expect((failure.class, failure.message) == (.invalidInput, "There are several connections of relay: 1, 2. Say which one."))
        }
    }

    @Test func `A connection of a scheme that the action does not take is passed over, and refused when named`() async throws {
        try await withDesk { desk in
            let webhook = try await desk.connect(
                scheme: "webhook", fields: ["url": .string(desk.origin + "/hooks/T1"), "allowed_hosts": [.string(desk.origin)]])
            _ = try await desk.connect()
            let fetch: JSON = ["url": .string(desk.origin), "auth": true]
            #expect(try await desk.run("send_bearer", fetch).output["status"] == 200)
            let failure = try await desk.run("send_bearer", fetch, on: .id(webhook.id)).failure
            #expect(failure.message.contains("signs in with 'webhook'; this works with bearer"))
            #expect(try await desk.run("send", ["method": "POST", "url": "connection:", "auth": true], on: .id(webhook.id)).output["status"] == 200)
            #expect(desk.provider.requests.last?.target == "/hooks/T1")
        }
    }

    @Test(arguments: [.number(7), .id(ConnectionID())] as [ConnectionReference])
    func `A connection that does not exist is the input's fault`(reference: ConnectionReference) async throws {
        try await withDesk { desk in
            let failure = try await desk.run("send", [:], on: reference).failure
            #expect(failure.class == .invalidInput)
        }
    }

    @Test func `A change is seen by the next call, also one made by another host`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            let neighbour = ConnectionService(
                database: desk.database, vault: desk.vault, plugins: desk.plugins, egress: desk.egress, usage: { _, _, _, _ in [] })
            let fetch: JSON = ["url": .string(desk.origin), "auth": true]
            for token in [canary, "second-token", "third-token"] {
                _ = try await neighbour.update(made.id, in: desk.workspace, fields: ["token": .string(token)])
                _ = await desk.run("send", fetch)
                #expect(desk.provider.requests.last?["authorization"] == "Bearer \(token)")
            }
            try await neighbour.delete(made.id, in: desk.workspace)
            #expect(try await desk.run("send", fetch).failure.class == .reauthorize)
        }
    }

    @Test func `Another workspace's connection is no connection`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            _ = await desk.run("send", ["url": .string(desk.origin)])
            var request = desk.request("send", [:], on: .id(made.id))
            request.workspace = try await desk.newWorkspace()
            #expect(try await desk.runner.run(request).failure.class == .invalidInput)
        }
    }

    @Test func `A plugin is told what was entered, never the secrets, not even by a build that calls them none`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            #expect(try await desk.run("show", [:]).output == [
                "id": .string(made.id.text), "scheme": "bearer",
                "fields": ["allowed_hosts": [.string(desk.origin)], "base": .string(desk.origin)],
            ])
            try await withTemporaryFolder { folder in
                try RelayPlugin.install(RelayPlugin.careless, in: folder)
                let plugins = await loadPlugins(in: folder)
                let connections = ConnectionService(
                    database: desk.database, vault: desk.vault, plugins: plugins, egress: desk.egress, usage: { _, _, _, _ in [] })
                let runner = ActionRunner(connections: connections, plugins: plugins, egress: desk.egress)
                let told = try await runner.run(desk.request("show", [:])).output
                #expect(told["fields"]?.object.map { Array($0.keys) } == ["allowed_hosts", "base"])
                let changed = try await connections.update(made.id, in: desk.workspace, fields: ["base": "https://base.example"])
                #expect(Array(changed.fields.keys) == ["allowed_hosts", "base"])
            }
        }
    }
}
