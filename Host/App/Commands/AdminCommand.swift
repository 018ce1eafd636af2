import ArgumentParser
import Identity
import Logging
import Storage
import Vault

struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Administers an installation that is not running.", subcommands: [ResetKeyCommand.self])
}

struct ResetKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-key", abstract: "Replaces the admin key; the old one stops working at once.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try await options.settings()
        let logger = Logger.patchbay(level: .warning)
        let database = try await Database.open(folder: settings.data, logger: logger)
        let vault = try await Vault.open(masterKey: settings.masterKey, database: database)
        let identity = try await Identity.open(database: database, vault: vault)
        try await identity.resetAdminKey()
        print("The new admin key is in \(identity.adminKeyPath).")
    }
}
