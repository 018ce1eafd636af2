import ArgumentParser
import CLinux
import Storage
import Vault

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copies the database to one file, while the host runs, and examines the copy.",
        discussion: "The master key is not in the copy. Without it nobody can read what the copy holds: keep both, in two places.")

    @Argument(help: "The new file.")
    var file: String

    @Flag(help: "Replace the file if it exists.")
    var force = false

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        process_hide()
        let settings = try await options.settings()
        let (source, folder, start) = (settings.masterKey, settings.data, ContinuousClock.now)
        let (facts, (reminder, warning)) = try await Backup.make(of: folder, to: file, replacing: force) { facts, transaction in
            let reminder = MasterKeyReminder(source, folder: folder, check: try transaction.first(VaultStatement.check)?.blob(0))
            return (reminder, try CopyCheck.warning(facts, transaction))
        }
        print("\(file): \(facts.text), verified, in \(Amount.seconds(ContinuousClock.now - start)).")
        if let warning { print(warning) }
        print(reminder.text)
    }
}
