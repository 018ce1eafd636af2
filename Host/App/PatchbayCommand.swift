package import ArgumentParser

/// The command line, `patchbay`.
package struct PatchbayCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "patchbay",
        abstract: "An integration platform whose connectors are native plugins.",
        version: Version.current,
        subcommands: [ServeCommand.self, BackupCommand.self, RestoreCommand.self, AdminCommand.self, AuditCommand.self, DoctorCommand.self, PluginCommand.self]
    )

    package init() {}
}

/// The version of this host, as `--version`, `/health` and the OpenAPI document tell it.
package enum Version {
    package static let current = "0.1.0"
}
