import Connections
package import Egress
import Model
package import PatchbayJSON
import PluginHost

/// Runs a call by hand the way the host runs any: a sandboxed worker, the broker with the credential, the guarded way out.
package struct CallRun: Sendable {
    package let plugin: CalledPlugin
    package let call: OperationCall
    package var timeout: Duration?

    package init(_ plugin: CalledPlugin, _ call: OperationCall, timeout: Duration? = nil) {
        self.plugin = plugin
        self.call = call
        self.timeout = timeout
    }

    /// What came of it, and what was logged on the way, without secrets.
    package struct Outcome: Sendable {
        /// The output of an action, the answer of any other operation, or the error document.
        package let result: Result<JSON, PluginFailure>
        /// How the answer differs from the operation's schema, or the output from what the action declares, as sentences.
        package let mismatches: [String]
        /// `{"log":[…],"exchanges":[…]}`; nil when nothing happened.
        let journal: JSON?

        /// What a person wants to know beside the result.
        package var lines: [String] {
            let log = journal?["log"]?.array ?? []
            return log.map { "\($0["level"]?.string ?? "info"): \($0["message"]?.string ?? "")" } + mismatches.map { "The answer is not what it should be. \($0)" }
        }
    }

    /// An error document.
    package struct PluginFailure: Error, Sendable {
        package let document: JSON
    }

    /// - Parameters:
    ///   - isDry: Nothing is sent, so that a made-up credential does where none is given.
    ///   - tap: Sees what is sent, and may answer it.
    ///   - connectTo: Stand-ins for hosts.
    package func run(
        _ credential: Credential?, isDry: Bool, through tap: BorderTap, connectTo: [EgressConfiguration.ConnectTo] = []
    ) async throws(CallFault) -> Outcome {
        var configuration = EgressConfiguration(connectTo: connectTo)
        configuration.tap = tap
        let egress: Egress
        do {
            egress = try Egress(configuration: configuration)
        } catch {
            throw CallFault(.cannotRun, error.sentence)
        }
        let result: Result<Outcome, CallFault> = await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await egress.run() }
            defer { group.cancelAll() }
            do throws(CallFault) {
                return .success(try await run(credential, isDry: isDry, egress))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func run(_ credential: Credential?, isDry: Bool, _ egress: Egress) async throws(CallFault) -> Outcome {
        let connection = try connection(credential, isDry: isDry)
        let document = try call.document(connection?.document)
        let timeout = timeout ?? plugin.connector.timeout(action: call.action?.id)
        let trace = TraceContext.new()
        let terms = CallTerms(
            hints: call.action?.hints, idempotencyKey: call.members["idempotency_key"]?.string, trace: trace, deadline: .now + timeout)
        let rights = try rights(connection)
        let broker = CallBroker(rights, terms, input: document, egress: egress)
        let worker = try await plugin.start()
        let outcome = await worker.run(PluginCall(
            call.operation, input: document, timeout: timeout, workspace: WorkspaceID(), trace: trace, services: broker))
        await worker.stop()
        return self.outcome(outcome, masking: rights.credential?.mask ?? SecretMask([]), broker.journal.document)
    }

    private func connection(_ credential: Credential?, isDry: Bool) throws(CallFault) -> ResolvedConnection? {
        guard !call.schemes.isEmpty else { return nil }
        if let credential { return try credential.connection(of: plugin.connector, accepting: call.schemes) }
        if isDry, let madeUp = madeUpConnection { return madeUp }
        throw CallFault(
            .cannotRun, "A credential is needed, of \(call.schemes.joined(separator: " or ")): give --credential-file FILE, or - for standard input, "
                + "with \(exampleCredential).")
    }

    /// What to write for the first scheme, its form filled in with dots.
    private var exampleCredential: JSON {
        let scheme = call.schemes.lazy.compactMap(plugin.connector.manifest.scheme).first
        let fields = (scheme?.form?.fields ?? []).filter { $0.isRequired }.map { ($0.id, JSON.string("…")) }
        return ["scheme": .string(scheme?.id ?? ""), "fields": .object(JSONObject(fields))]
    }

    /// Of the first scheme whose values can be guessed; an address that is itself the secret cannot.
    private var madeUpConnection: ResolvedConnection? {
        for scheme in call.schemes.compactMap(plugin.connector.manifest.scheme) {
            let credential = Credential.madeUp(for: scheme)
            if let connection = try? credential?.connection(of: plugin.connector, accepting: call.schemes) { return connection }
        }
        return nil
    }

    private func rights(_ connection: ResolvedConnection?) throws(CallFault) -> OutboundRights {
        if let connection { return connection.rights }
        do {
            return try OutboundRights(plugin.connector.manifest, privateHosts: plugin.connector.policy.privateHosts)
        } catch {
            throw CallFault(.cannotRun, error.message)
        }
    }

    /// A plugin never has a secret to give away; the mask is the second net.
    private func outcome(_ outcome: CallOutcome, masking mask: SecretMask, _ journal: [UInt8]?) -> Outcome {
        let journal = journal.flatMap { try? JSON.parse($0) }
        switch outcome {
        case .answered(.ok, let answer):
            guard let json = (try? JSON.parse(answer)).map(mask.masking) else { return failed(CallFailure(.bug, "The answer is not JSON."), journal) }
            let output = call.action == nil ? json : json["output"] ?? .null
            return Outcome(result: .success(output), mismatches: mismatches(json, output), journal: journal)
        case .answered(_, let error):
            guard let json = (try? JSON.parse(error)).map(mask.masking) else { return failed(CallFailure(.bug, "The error is not JSON."), journal) }
            return Outcome(result: .failure(PluginFailure(document: json)), mismatches: [], journal: journal)
        case .failed(let failure): return failed(failure, journal)
        case .notTaken: return failed(CallFailure(.retry, "The plugin's worker ended before it took the call."), journal)
        }
    }

    private func mismatches(_ answer: JSON, _ output: JSON) -> [String] {
        let violations = BoundarySchema.violations(of: answer, "\(call.operation.rawValue).output")
        return (violations.isEmpty ? call.action?.mismatches(of: output) ?? [] : violations).map(\.description)
    }

    private func failed(_ failure: CallFailure, _ journal: JSON?) -> Outcome {
        let document: JSON = ["class": .string(failure.class.rawValue), "message": .string(failure.message)]
        return Outcome(result: .failure(PluginFailure(document: document)), mismatches: [], journal: journal)
    }
}
