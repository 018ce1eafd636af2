import ArgumentParser
import CLinux
import Identity
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the API and runs workflows until it is told to stop.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        process_hide() // the master key is in our memory, and a plugin that got out may run as our user
        let settings = try await options.settings()
        let logger = Logger.patchbay(level: settings.logLevel)
        if !settings.unknownVariables.isEmpty {
            logger.warning(
                "variables in the environment look like settings and are none",
                metadata: ["variables": "\(settings.unknownVariables.joined(separator: ", "))"])
        }
        OpenFiles.raiseLimit()
        try await settings.listen.tryToClaim()
        if settings.signup == .open, !settings.listen.isLoopback {
            logger.warning("anyone who reaches this host may make a workspace", metadata: ["signup": "open", "listen": "\(settings.listen)"])
        }
        let host = try await Host.open(settings, logger: logger)
        if host.identity.isFirstStart { Greeting.print(for: host, settings) }
        let group = ServiceGroup(
            configuration: .init(
                services: host.services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        logger.info("stopped")
    }
}

extension SettingsOptions {
    func settings() async throws -> Settings {
        try await Settings.load(flags: values, file: config)
    }
}
