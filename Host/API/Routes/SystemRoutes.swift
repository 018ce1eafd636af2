import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON
import PluginHost
import Storage

/// What load balancers and monitors ask.
struct SystemRoutes: Sendable {
    let database: Database
    let plugins: PluginHost
    let version: String

    var routes: [Route] { [health, ready] }

    private var health: Route {
        Route(
            .get, "/health", id: "health", tag: "System", summary: "Tells that the process lives.",
            answers: [.init(.ok, "It lives.", .reference("Health"))]
        ) { _ in .json(["status": "ok", "version": .string(version)]) }
    }

    private var ready: Route {
        Route(
            .get, "/ready", id: "ready", tag: "System",
            summary: "Tells whether requests can be served, and which sandbox layers hold around each running plugin.",
            answers: [
                .init(.ok, "Requests can be served.", .reference("Readiness")),
                .init(.serviceUnavailable, "The database does not answer.", .reference("Readiness")),
            ]
        ) { _ in
            let isDatabaseReady = await (try? database.read { try $0.query(ReadinessStatement.probe) }) != nil
            let checks: JSON = ["database": .string(isDatabaseReady ? "ok" : "does not answer"), "plugins": pluginCheck]
            return .json(
                ["status": isDatabaseReady ? "ok" : "degraded", "checks": checks],
                status: isDatabaseReady ? .ok : .serviceUnavailable)
        }
    }

    private var pluginCheck: JSON {
        let entries = plugins.plugins
        return [
            "files": .number(JSONNumber(entries.count)),
            "serving": .number(JSONNumber(entries.count { $0.state == .serving })),
            "sandbox_policy": .string(plugins.configuration.sandbox.name),
            "sandbox": .object(JSONObject(entries.compactMap { entry in
                guard case .running(let layers) = entry.runtime else { return nil }
                return (entry.id, .array(layers.names.map(JSON.string)))
            })),
        ]
    }
}

enum ReadinessStatement: String, StatementSet {
    case probe = "SELECT COUNT(*) FROM workspaces"
}
