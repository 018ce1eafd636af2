import HTTPTypes
import Hummingbird
import PatchbayJSON
import PluginHost

/// The files in the plugins folder, for admins.
struct PluginRoutes: Sendable {
    let plugins: PluginHost

    var routes: [Route] { [list] }

    private var list: Route {
        Route(
            .get, "/api/v1/plugins", id: "listPlugins", tag: "Plugins",
            summary: "Lists every file in the plugins folder with its state, and the reason where it cannot serve.",
            answers: [.init(.ok, "All of them.", .page(of: "Plugin"))]
        ) { _ in .json(.page(plugins.plugins.map(\.json), next: nil)) }
    }
}
