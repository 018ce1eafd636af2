package import Model
import PatchbayJSON

extension PluginHost {
    /// Runs an action: checks its input, asks the plugin, compares the output with what was declared.
    package func runAction(connector name: String, _ call: ActionCall) async throws(CallFailure) -> ActionResult {
        let plugin = try serving(name)
        let action = try plugin.connector.runnableAction(call.action)
        let input = try action.checked(call.input)
        let answer = try await plugin.run(PluginCall(
            .actionRun, input: call.envelope(action.id, input), attempt: call.attempt,
            timeout: call.timeout ?? plugin.connector.timeout(action: action.id),
            workspace: call.workspace, trace: call.trace, services: call.services
        ))
        return ActionResult(answer, of: action)
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
    fileprivate init(_ answer: [UInt8], of action: ActionDeclaration) {
        do throws(JSONError) {
            let output = try JSON.parse(answer)["output"]
            self.init(output: output ?? .null, mismatches: output == nil ? ["The answer has no output."] : [])
            if let output { mismatches = action.mismatches(of: output).map(\.description) }
        } catch {
            self.init(output: .null, mismatches: ["The answer is not JSON: \(error)."])
        }
    }
}
