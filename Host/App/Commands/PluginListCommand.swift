import API
import ArgumentParser
import FoundationEssentials
import Logging
import PatchbayJSON
import PluginHost
import Workbench

struct PluginListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists every file in the plugins folder: its state, its version, and the reason where it cannot serve.",
        discussion: """
            A file that a host knows from its last start is not touched; others are loaded in a worker of their own. A host that \
            is running is neither asked nor disturbed; quarantines and builds that are held are those it has noted.
            """)

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Print what GET /api/v1/plugins would answer.")
    var json = false

    func run() async throws {
        let settings = try await options.settings()
        guard FileManager.default.fileExists(atPath: settings.plugins) else {
            throw SettingsError(faults: ["There is no folder \(settings.plugins); name the folder of plugins with --plugins."])
        }
        var configuration = settings.pluginHost
        configuration.onlyLooks = true
        let host = PluginHost(configuration: configuration, logger: Logger(label: "plugin list") { _ in SwiftLogNoOpLogHandler() })
        await host.load()
        print(json ? JSON.page(host.plugins.map(\.json), next: nil).prettyText() : PluginTable(host.plugins).text)
    }
}
