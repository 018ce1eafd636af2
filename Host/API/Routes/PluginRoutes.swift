import Engine
import HTTPTypes
import Hummingbird
import PatchbayJSON
import PluginHost

/// The files in the plugins folder, for admins.
struct PluginRoutes: Sendable {
    let plugins: PluginHost
    let upgrades: ConnectorUpgrades

    var routes: [Route] { [list, get, release, approve] }

    private static let id: Route.Parameter = .path("id", "The file's name without `.so`.")

    private var list: Route {
        Route(
            .get, "/api/v1/plugins", id: "listPlugins", tag: "Plugins",
            summary: "Lists every file in the plugins folder with its state, and the reason where it cannot serve.",
            answers: [.init(.ok, "All of them.", .page(of: "Plugin"))]
        ) { _ in .json(.page(plugins.plugins.map(\.json), next: nil)) }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/plugins/{id}", id: "getPlugin", tag: "Plugins",
            summary: "Shows one file, with the report of its last crash and the steps of enabled workflows that its build refuses.",
            parameters: [Self.id], answers: [.init(.ok, "The plugin.", .reference("PluginDetail"))]
        ) { call in
            let plugin = try plugin(call)
            var detail = plugin.json.object ?? [:]
            detail["affected_workflows"] = .array(try await upgrades.affected(by: plugin.id, in: nil).map(\.json))
            return .json(.object(detail))
        }
    }

    private var release: Route {
        Route(
            .post, "/api/v1/plugins/{id}/release", id: "releasePlugin", tag: "Plugins",
            summary: "Ends a plugin's quarantine now; does nothing to one that is in none. Its crashes count anew.",
            parameters: [Self.id], answers: [.init(.ok, "The plugin.", .reference("Plugin"))]
        ) { call in
            _ = plugins.release(call.path("id"))
            return .json(try plugin(call).json)
        }
    }

    private var approve: Route {
        Route(
            .post, "/api/v1/plugins/{id}/approve", id: "approvePlugin", tag: "Plugins",
            summary: "Lets a build in that is held because it asks for more than the one before; does nothing where none is held.",
            parameters: [Self.id, .query("sha256", "The build that is meant: another one is not approved.")],
            answers: [.init(.ok, "The plugin.", .reference("Plugin"))]
        ) { call in
            let id = call.path("id")
            switch await plugins.approve(id, build: call.query("sha256")) {
            case .approved, .notHeld: return .json(try plugin(call).json)
            case .otherBuild(let sha256):
                throw Problem(.conflict, .conflict, "The build that is held is \(sha256): look at what it asks for, then approve that one.")
            case .notKept:
                throw Problem(.internalServerError, .internalError, "The approval cannot be written to the data folder: make room there, and try again.")
            }
        }
    }

    private func plugin(_ call: Call) throws -> PluginEntry {
        let id = call.path("id")
        guard let entry = plugins.plugins.first(where: { $0.id == id }) else { throw Problem.notFound("plugin", id) }
        return entry
    }
}
