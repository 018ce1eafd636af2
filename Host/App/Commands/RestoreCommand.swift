import ArgumentParser
import CLinux
import Engine
import Identity
import Logging
import Model
import Storage
import Vault

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Makes a backup the database of an installation that is not running.",
        discussion: """
            The database that was there is kept aside. Everybody is logged out. Runs that had not ended when the backup was made \
            go on from there, so what they have done since is done again: --hold keeps them until somebody retries them.
            """)

    @Argument(help: "A file that “patchbay backup” made.")
    var file: String

    @Flag(help: "Hold the runs that had not ended: they become failed runs with the error class “held”, which can be retried.")
    var hold = false

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        process_hide()
        let settings = try await options.settings()
        let (source, folder, holds, now) = (settings.masterKey, settings.data, hold, Timestamp.now)
        let outcome = try await Restore.run(file, into: folder, at: now, logger: .patchbay(level: .warning)) { facts, transaction in
            try source.holdOpens(try transaction.first(VaultStatement.check)?.blob(0), folder: folder)
            return try CopyCheck.warning(facts, transaction)
        } changes: { transaction in
            try RestoredAccess.close(in: transaction, at: now)
            return holds ? try RestoredRuns.hold(in: transaction, at: now) : try RestoredRuns.count(in: transaction)
        }
        print("\(folder)/patchbay.db is restored from \(file): \(outcome.facts.text), verified. Everybody is logged out.")
        if let warning = outcome.finding { print(warning) }
        if let aside = outcome.aside { print("What was there before is \(aside); delete it when you need it no more.") }
        if outcome.answer > 0 { print(Self.sentence(on: outcome.answer, areHeld: holds)) }
    }

    private static func sentence(on runs: Int, areHeld: Bool) -> String {
        areHeld
            ? "Runs held: \(runs). GET /api/v1/runs?error_class=held lists them; POST /api/v1/runs/{id}/retry lets one go on."
            : "Runs that had not ended: \(runs). They go on when the host starts, and repeat what they have done since the backup."
    }
}
