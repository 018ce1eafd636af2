import Connections
import Egress
import Foundation
import Logging
import Model
import PatchbayJSON
import PluginHost
import Storage
import TestSupport
import Vault

/// All that connections need, real: a database with a workspace, a vault, a plugin built from C, and a provider on loopback.
struct Desk: Sendable {
    let database: Database
    let vault: Vault
    let plugins: PluginHost
    let egress: Egress
    let provider: TestServer
    let workspace: WorkspaceID
    let connections: ConnectionService
    let runner: ActionRunner

    /// Where the provider is.
    var origin: String { "http://127.0.0.1:\(provider.port)" }

    /// The fields of a connection with a token.
    func fields(token: String = canary, hosts: [JSON]? = nil) -> JSONObject {
        ["token": .string(token), "allowed_hosts": .array(hosts ?? [.string(origin)]), "base": .string(origin)]
    }

    func connect(_ name: String = "Account", scheme: String = "bearer", fields: JSONObject? = nil) async throws -> Connection {
        try await connections.create(connector: "relay", scheme: scheme, name: name, fields: fields ?? self.fields(), in: workspace)
    }

    func newWorkspace() async throws -> WorkspaceID { try await Self.workspace(database, vault) }

    /// Whether any file of the database, its log included, holds a text.
    func isStored(_ text: String) throws -> Bool {
        let folder = database.folder
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains("patchbay.db") }
        return try files.contains { try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")).contains(text) }
    }

    fileprivate static func workspace(_ database: Database, _ vault: Vault) async throws -> WorkspaceID {
        let workspace = WorkspaceID()
        try await database.commit { transaction in
            try transaction.execute(WorkspaceRows.add, .id(workspace))
            try vault.createDataKey(for: workspace, in: transaction)
        }
        return workspace
    }
}

enum WorkspaceRows: String, StatementSet {
    case add = "INSERT INTO workspaces (id, name, created_at) VALUES (?1, 'test', 0)"
}

/// A desk for the length of `body`.
///
/// - Parameters:
///   - usage: Names of the workflows that use a connection.
///   - provider: Answers the plugin's requests; by default with what it was sent as authorization.
func withDesk<Answer: Sendable>(
    usage: @escaping ConnectionService.Usage = { _, _, _, _ in [] },
    provider: @escaping TestServer.Handler = { $1.respond(text: "authorization: \($0["authorization"] ?? "none")") },
    _ body: (Desk) async throws -> Answer
) async throws -> Answer {
    try await withTemporaryFolder { folder in
        try await withTemporaryDatabase { database in
            let vault = try await Vault.open(masterKey: .generated, database: database)
            try RelayPlugin.install(in: folder)
            let plugins = await loadPlugins(in: folder)
            return try await withServer(provider) { egress, server in
                let connections = ConnectionService(database: database, vault: vault, plugins: plugins, egress: egress, usage: usage)
                return try await body(Desk(
                    database: database, vault: vault, plugins: plugins, egress: egress, provider: server,
                    workspace: try await Desk.workspace(database, vault), connections: connections,
                    runner: ActionRunner(connections: connections, plugins: plugins, egress: egress)))
            }
        }
    }
}

/// A plugin host over a folder.
func loadPlugins(in folder: String) async -> PluginHost {
    var configuration = PluginHostConfiguration(folder: folder)
    configuration.sandbox = .bestEffort
    let plugins = PluginHost(configuration: configuration, logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
    await plugins.load()
    return plugins
}

extension Data {
    fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
