package import Model
import PatchbayJSON

extension PluginHost {
    /// Runs an action: checks its input, asks the plugin, compares the output with what was declared.
    package func runAction(connector name: String, _ call: ActionCall) async throws(CallFailure) -> ActionResult {
        while true {
            let plugin = try await awake(name, for: call.workspace)
            let action = try plugin.connector.runnableAction(call.action)
            let input = try action.checked(call.input)
            let answer = try await plugin.run(PluginCall(
                .actionRun, input: call.envelope(action.id, input), attempt: call.attempt,
                timeout: call.timeout ?? plugin.connector.timeout(action: action.id),
                workspace: call.workspace, trace: call.trace, services: call.services
            ))
            if let answer { return try ActionResult(answer, of: action) }
        }
    }

    /// Runs a call to its end and gives the document of its answer.
    ///
    /// An `action.run` is checked against the action's input schema first. Cancelling the task cancels the call.
    package func call(connector name: String, _ call: PluginCall) async throws(CallFailure) -> [UInt8] {
        while true {
            let plugin = try await awake(name, for: call.workspace)
            var checked = call
            if call.operation == .actionRun { checked.input = try plugin.connector.checkedEnvelope(call.input) }
            if let answer = try await plugin.run(checked) { return answer }
        }
    }

    /// The connector of that name, with a runtime that takes calls. Should it be replaced before it takes the caller's, its
    /// successor is in the catalogue by then: the caller asks again, and no call is lost.
    private func awake(_ name: String, for workspace: WorkspaceID) async throws(CallFailure) -> ServingPlugin {
        while true {
            if isStopping { throw .stopping }
            let plugin = try serving(name)
            guard let dormant = plugin.dormant else { return plugin }
            if let failure = dormant.obstacle(for: workspace) { throw failure }
            try await wake(dormant)
        }
    }
}

extension ActionCall {
    fileprivate func envelope(_ id: String, _ input: JSON) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("action", id)
            writer.member("input", input)
            if let connection { writer.member("connection", connection) }
            if let idempotencyKey { writer.member("idempotency_key", idempotencyKey) }
        }
        return writer.bytes()
    }
}

extension ActionResult {
    /// An answer that is not the envelope breaks the contract, which nothing mends by trying again; an output that differs from
    /// what was declared is only recorded, since the action has been done.
    fileprivate init(_ answer: [UInt8], of action: ActionDeclaration) throws(CallFailure) {
        let envelope: JSON
        do throws(JSONError) {
            envelope = try JSON.parse(answer)
        } catch {
            throw CallFailure(.bug, "The plugin's answer cannot be read as JSON, which patchbay_plugin.h asks for: \(error)")
        }
        guard let output = envelope["output"] else {
            throw CallFailure(.bug, "The plugin's answer has no member output: it must be an object such as {\"output\": …}.")
        }
        self.init(output: output, mismatches: action.mismatches(of: output).map(\.description))
    }
}
