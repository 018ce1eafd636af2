import ArgumentParser
import PatchbayJSON
import PluginHost
import Workbench

struct PluginCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks that plugin files keep the contract, and says what to mend.",
        discussion: """
            Each check runs the plugin in sandboxed worker processes of its own, so that a crash is a finding. Nothing is sent: the \
            checker answers the plugin's requests itself, well and in every bad way that providers have.

            Exit code: 0 when nothing failed (warnings do not count), 1 when something did, 2 when a file could not be looked at.
            """)

    @Argument(help: "Plugin files, FILE.so.", completion: .file(extensions: ["so"]))
    var files: [String] = []

    @Flag(help: "Print one JSON document instead of text.")
    var json = false

    @Option(help: "Run only the checks whose name contains this, such as http. or calls.cancel.")
    var filter: String?

    @Option(help: "Show only results of this level: passed, skipped, warning or failed; repeat for more.")
    var only: [CheckLevel] = []

    @Flag(help: "List the checks and what they look at.")
    var list = false

    @Option(help: "required (default) or best_effort: whether plugins may run where the kernel lacks a sandbox layer.")
    var sandbox: SandboxPolicy = .required

    func validate() throws {
        guard list || !files.isEmpty else { throw ValidationError("Name at least one plugin file, or --list.") }
        if let filter, !Check.all.contains(where: { $0.name.contains(filter) }) {
            throw ValidationError("No check's name contains '\(filter)'; --list shows all.")
        }
    }

    func run() async throws {
        if list { return printList() }
        var configuration = PluginHostConfiguration(folder: ".")
        configuration.sandbox = sandbox
        var options = CheckOptions()
        options.filter = filter
        let checker = Checker(configuration: configuration, options: options)
        var reports: [CheckReport] = []
        do throws(Checker.Unreadable) {
            for file in files {
                let report = try await checker.check(file)
                reports.append(report)
                if !json { print(report.text(only.isEmpty ? Set(CheckLevel.allCases) : Set(only)) + "\n") }
            }
        } catch {
            StandardError.write(Array("\(error)\n".utf8))
            throw ExitCode(2)
        }
        if json { print(JSON.object(["files": .array(reports.map(\.json))]).prettyText()) }
        if !reports.allSatisfy(\.passes) { throw ExitCode(1) }
    }

    private func printList() {
        for check in Check.all { print("\(check.name)  \(check.description)") }
    }
}

extension CheckLevel: ExpressibleByArgument {}

extension SandboxPolicy: ExpressibleByArgument {
    package init?(argument: String) { self.init(setting: argument) }
}
