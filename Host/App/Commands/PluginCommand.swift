import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Tools for those who write plugins, and for those who run them.",
        subcommands: [PluginNewCommand.self, PluginDevCommand.self, PluginListCommand.self, PluginCheckCommand.self,
            PluginCallCommand.self])
}
