import API
import ArgumentParser
import Identity
import PatchbayJSON
import Storage

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Verifies or exports the audit log; the host may be running.",
        subcommands: [AuditVerifyCommand.self, AuditExportCommand.self])
}

/// Which database a command looks at.
struct AuditSource: ParsableArguments {
    @Option(help: "A copy of the database (default patchbay.db in the data folder).", completion: .file())
    var database: String?

    @OptionGroup var options: SettingsOptions

    func file() async throws -> DatabaseFile {
        if let database { return DatabaseFile(path: database) }
        return DatabaseFile(path: try await options.settings().data + "/patchbay.db")
    }
}

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Tells whether every entry of the audit log is as it was written.",
        discussion: """
            Each entry has a hash over the entry before and itself, and the host signs the last hash at every start and every day. \
            Compare the public key with the one in the host's log: who can write the database could have replaced it.

            Exit code: 0 when all hold, 1 when one does not, 2 when the database cannot be read.
            """)

    @OptionGroup var source: AuditSource

    func run() async throws {
        let verdict: AuditVerdict
        do {
            verdict = try await source.file().read { try $0.verifyAuditLog() }
        } catch {
            StandardError.write(Array("\(error)\n".utf8))
            throw ExitCode(2)
        }
        print(verdict)
        if !verdict.holds { throw ExitCode(1) }
    }
}

struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints the audit log as JSON, an entry a line, oldest first.")

    @Option(help: "Begin after the entry of this number: what was exported before.")
    var after: Int64 = 0

    @OptionGroup var source: AuditSource

    func run() async throws {
        do {
            try await source.file().read { [after] transaction in
                try transaction.readAuditLog(after: after) { StandardOutput.write($0.json.bytes() + Array("\n".utf8)) }
            }
        } catch {
            StandardError.write(Array("\(error)\n".utf8))
            throw ExitCode(2)
        }
    }
}
