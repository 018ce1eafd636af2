import ArgumentParser
import Egress
import FoundationEssentials
import PatchbayJSON
import PluginHost
import Workbench

struct PluginCallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Runs one operation of a plugin and shows what it sends.",
        discussion: """
            The plugin runs as the host runs it: in a sandboxed worker, with the host adding the credential and guarding the way out. \
            The result is printed as JSON; requests, with credentials masked, and all else go to standard error.

            A credential is a JSON document, {"scheme":"bot_token","fields":{"token":"…"}}, or the fields alone where only one scheme fits. \
            It is never given on the command line, where every user of the machine can read it.

            Exit code: 0 for a result, 1 when the plugin failed, 2 when the call could not be made, 3 when --replay has no answer.
            """)

    @Argument(help: "The connector and the action, such as slack.send_message; the connector alone for operations that need no more.")
    var target: String

    @Option(help: "The action's input, or the operation's document, as JSON (default: the action's sample with --offline or --replay, else {}).")
    var input: String?

    @Option(help: "auth.test, auth.identity, options.list, trigger.poll, stream.read … (default action.run).")
    var operation: String = PluginOperation.actionRun.rawValue

    @Option(help: "The plugin file (default <plugins>/<connector>.so).", completion: .file(extensions: ["so"]))
    var plugin: String?

    @Option(help: "The folder of plugins.")
    var plugins: String = "plugins.d"

    @Option(help: "A file with the credential; - for standard input.", completion: .file())
    var credentialFile: String?

    @Option(help: "Write what is sent and answered to this file as an HTTP Archive 1.2, credentials masked.", completion: .file())
    var record: String?

    @Option(help: "Send nothing and answer from this HTTP Archive; each request must match an entry.", completion: .file())
    var replay: String?

    @Flag(help: "Send nothing and answer every request 200 with the action's sample output.")
    var offline = false

    @Option(help: "Give up after so many seconds (default: what the plugin says).")
    var timeout: Int?

    @Option(help: "host:port=host:port[@ca.pem]: sends what is for the first to the second, such as a stand-in on this machine; repeat for more.")
    var connectTo: [String] = []

    @Option(help: "required (default) or best_effort: whether plugins may run where the kernel lacks a sandbox layer.")
    var sandbox: SandboxPolicy = .required

    func validate() throws {
        guard !(offline && replay != nil) else { throw ValidationError("--offline and --replay exclude each other.") }
        guard timeout ?? 1 > 0 else { throw ValidationError("--timeout is 1 or more.") }
        if let wrong = connectTo.first(where: { EgressConfiguration.ConnectTo($0) == nil }) {
            throw ValidationError("--connect-to '\(wrong)' is not host:port=host:port.")
        }
    }

    func run() async throws {
        do throws(CallFault) {
            try await call()
        } catch {
            StandardError.write(Array("\(error)\n".utf8))
            throw ExitCode(error.kind.rawValue)
        }
    }
}

extension PluginCallCommand {
    private func call() async throws(CallFault) {
        let (connector, part) = names
        var configuration = PluginHostConfiguration(folder: plugins)
        configuration.sandbox = sandbox
        let plugin = try await CalledPlugin(path: plugin ?? "\(plugins)/\(connector).so", configuration: configuration)
        let call = try OperationCall(PluginOperation(rawValue: operation), target: part, input: try document(part, plugin), of: plugin.connector)
        let recording = try replay.map { path throws(CallFault) in try HARReplay(try CallFiles.read(path)) }
        let credential = try credentialFile.map { path throws(CallFault) in try Credential(try CallFiles.read(path)) }
        if let record { try CallFiles.prepare(record) }
        let tap = BorderTap(mode(recording, call)) { StandardError.write(Array("\($0.text)\n\n".utf8)) }
        let run = CallRun(plugin, call, timeout: timeout.map { .seconds($0) })
        let outcome = try await run.run(credential, isDry: isDry, through: tap, connectTo: connectTo.compactMap(EgressConfiguration.ConnectTo.init))
        if let record { try CallFiles.write(HARLog(tap.exchanges, version: Version.current).json.prettyText(), to: record) }
        try report(outcome, recording)
    }

    /// Whether nothing is to be sent.
    private var isDry: Bool { offline || replay != nil }

    /// `slack.send_message` in its two parts.
    private var names: (connector: String, part: String?) {
        let parts = target.split(separator: ".", maxSplits: 1).map(String.init)
        return (parts.first ?? target, parts.count == 2 ? parts[1] : nil)
    }

    private func document(_ part: String?, _ plugin: CalledPlugin) throws(CallFault) -> JSON {
        guard let input else { return (isDry ? part.flatMap(plugin.connector.manifest.action)?.sampleInput : nil) ?? [:] }
        do {
            return try JSON.parse(input)
        } catch {
            throw CallFault(.cannotRun, "The input is not JSON. \(error)")
        }
    }

    private func mode(_ recording: HARReplay?, _ call: OperationCall) -> BorderTap.Mode {
        if let recording { return .replay(recording) }
        return offline ? .offline(call.sampleAnswer.bytes()) : .network
    }

    private func report(_ outcome: CallRun.Outcome, _ recording: HARReplay?) throws(CallFault) {
        if offline { StandardError.write(Array("\(OfflineNote(outcome))\n".utf8)) }
        for line in outcome.lines { StandardError.write(Array("\(line)\n".utf8)) }
        if let unmatched = recording?.unmatched, !unmatched.isEmpty { throw CallFault(.notRecorded, unmatched.joined(separator: "\n")) }
        switch outcome.result {
        case .success(let output): print(output.prettyText())
        case .failure(let failure): throw CallFault(.failed, failure.document.prettyText())
        }
    }
}
