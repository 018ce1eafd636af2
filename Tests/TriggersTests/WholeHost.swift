import Connections
import Egress
import Engine
import Logging
import Model
import PatchbayJSON
import PluginHost
import Storage
import TestSupport
import Triggers
import Vault

/// Everything between a webhook and a provider, all of it real: database, vault, a plugin built from C in its worker, egress,
/// and a provider on loopback.
struct WholeHost: Sendable {
    let fixture: WebhookFixture
    let provider: TestServer
    let connections: ConnectionService
    let plugins: PluginHost
    let host: WebhookFixture.Host

    /// A secret that must be found nowhere.
    static let canary = "canary-7Qp2xV9sLm4T"

    static func with(
        provider handler: @escaping TestServer.Handler, plugins install: (String) throws -> Void = { try RelayPlugin.install(in: $0) },
        _ body: (WholeHost) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await WebhookFixture.with { fixture in
                let provider = try TestServer(handler)
                defer { provider.stop() }
                let egress = try Egress()
                try install(folder)
                let plugins = await plugins(in: folder)
                let connections = ConnectionService(
                    database: fixture.database, vault: fixture.vault, plugins: plugins, egress: egress, usage: WorkflowStore.namesUsing)
                let upgrades = ConnectorUpgrades(
                    database: fixture.database, workflows: fixture.workflows, plugins: plugins, logger: silent)
                let actions = ActionRunner(connections: connections, plugins: plugins, egress: egress)
                let host = fixture.host(.connections(actions, upgrades: upgrades), connectors: .plugins(plugins))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await egress.run() }
                    group.addTask { try await plugins.run() }
                    defer { group.cancelAll() }
                    try await fixture.running(host) {
                        try await body(WholeHost(fixture: fixture, provider: provider, connections: connections, plugins: plugins, host: host))
                    }
                }
            }
        }
    }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func plugins(in folder: String) async -> PluginHost {
        var configuration = PluginHostConfiguration(folder: folder)
        configuration.sandbox = .bestEffort
        let plugins = PluginHost(configuration: configuration, logger: silent)
        await plugins.load()
        return plugins
    }

    /// A connection to the provider, and a workflow that posts the webhook's order to it.
    func post(through action: String, step more: JSONObject = [:]) async throws {
        let origin = "http://127.0.0.1:\(provider.port)"
        _ = try await connections.create(
            connector: "relay", scheme: "bearer", name: "Account",
            fields: ["token": .string(Self.canary), "allowed_hosts": [.string(origin)]], in: fixture.workspace)
        var step: JSONObject = [
            "id": "post", "connector": "relay", "action": .string(action),
            "input": ["request": [
                "method": "POST", "url": .string(origin + "/orders"), "auth": true, "json": ["order": "{{order}}"],
            ]],
        ]
        for (key, value) in more { step[key] = value }
        _ = try await fixture.workflows.create(
            ["name": "orders", "trigger": ["type": "webhook", "path": "orders"], "steps": [.object(step)]], in: fixture.workspace)
    }

    /// Sends the webhook and waits for its run's end.
    func order(_ number: Int) async throws -> RunDetail {
        let receipt = try await fixture.post(#"{"order":\#(number)}"#, to: "orders", host.intake)
        return try await host.runs.wait(for: receipt.run, in: fixture.workspace, .seconds(60))
    }
}
