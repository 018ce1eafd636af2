import ArgumentParser
import Configuration
import FoundationEssentials
import Logging
import PluginHost
import ServiceLifecycle
import UnixSignals
import Workbench

struct PluginDevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev", abstract: "Serves a plugin while it is being written: builds it anew after every change.",
        discussion: """
            The host is a scratch one: its data, key and plugins are in a folder of its own, which is gone when you press \
            Ctrl-C. A change that does not build leaves the version before in service.
            """)

    @Argument(help: "The plugin's folder.")
    var folder = "."

    @Option(help: "The command that builds build/<id>.so, run in the plugin's folder.")
    var build = "make"

    @Option(help: "Address and port to serve on; port 0 is any free one.")
    var listen = "127.0.0.1:0"

    @Option(help: "host:port=host:port[@ca.pem]: sends what the plugin asks of the first to the second; repeat for more.")
    var egressConnectTo: [String] = []

    func run() async throws {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        let console = DevelopmentConsole { StandardOutput.write(Array("\($0)\n".utf8)) }
        let loop = try DevelopmentLoop(
            folder: URL(filePath: folder).standardizedFileURL.path, build: build, plugins: scratch.plugins, console: console)
        var observer = HostObserver()
        observer.serving = { Self.greet(at: $0, scratch, console) }
        observer.attempt = console.show
        let logger = Logger(label: "dev") { _ in ConsoleLogHandler(level: .warning, console: console) }
        let host = try await Host.open(try await settings(scratch), logger: logger, observer: observer)
        let group = ServiceGroup(
            configuration: .init(
                services: (host.services + [ConnectorNews(plugins: host.plugins, console: console), loop])
                    .map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private func settings(_ scratch: ScratchFolder) async throws -> Settings {
        var flags: [AbsoluteConfigKey: ConfigValue] = ["dev": true]
        for (name, text) in ["listen": listen, "data": scratch.data, "plugins": scratch.plugins] {
            flags[[name]] = ConfigValue(.string(text), isSecret: false)
        }
        if !egressConnectTo.isEmpty { flags["egress_connect_to"] = ConfigValue(.stringArray(egressConnectTo), isSecret: false) }
        var settings = try await Settings.load(flags: flags, environment: [:], file: nil)
        settings.holdsUpgrades = false
        return settings
    }

    private static func greet(at address: ListenAddress, _ scratch: ScratchFolder, _ console: DevelopmentConsole) {
        let key = (try? String(contentsOfFile: scratch.data + "/admin.key", encoding: .utf8)) ?? ""
        console.say("a scratch host serves on http://\(address)")
        console.say("    with Authorization: Bearer \(key.split(separator: "\n").first ?? "")")
    }
}

/// Tells what becomes of the plugin in the host.
private struct ConnectorNews: Service {
    let plugins: PluginHost
    let console: DevelopmentConsole

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await changes in plugins.changes() {
                for change in changes { console.show(change) }
            }
        }
    }
}
