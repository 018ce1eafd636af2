import Egress
import Model
import PatchbayJSON
import PluginHost

/// A question to a connector that changes nothing: who somebody is, what there is to choose from.
struct ConnectorQuery: Sendable {
    let connector: Connector
    let connection: ResolvedConnection?
    let workspace: WorkspaceID
    let trace: TraceContext

    /// At most: a person waits for the answer.
    private static let timeout = Duration.seconds(30)

    func ask(
        _ operation: PluginOperation, _ members: JSONObject = [:], of plugins: PluginHost, through egress: Egress
    ) async throws(CallFailure) -> JSON {
        var document = members
        if let connection { document["connection"] = connection.document }
        let input = JSON.object(document).bytes()
        let broker = try broker(egress, input: input)
        do throws(CallFailure) {
            let answer = try await plugins.call(connector: connector.id, PluginCall(
                operation, input: input, timeout: timeout, workspace: workspace, trace: trace, services: broker))
            return try Self.parse(answer)
        } catch {
            throw broker.journal.masked(error)
        }
    }

    /// Runs an action that needs no input.
    func run(_ action: String, of plugins: PluginHost, through egress: Egress) async throws(CallFailure) -> JSON {
        let broker = try broker(egress, input: [], hints: try connector.runnable(action).hints)
        do throws(CallFailure) {
            return try await plugins.runAction(connector: connector.id, ActionCall(
                action, input: [:], connection: connection?.document, timeout: timeout, workspace: workspace, trace: trace, services: broker
            )).output
        } catch {
            throw broker.journal.masked(error)
        }
    }

    private var timeout: Duration { min(connector.timeout(), Self.timeout) }

    private func broker(_ egress: Egress, input: [UInt8], hints: ActionHints? = nil) throws(CallFailure) -> CallBroker {
        let rights = if let connection { connection.rights } else { try OutboundRights(of: connector) }
        return CallBroker(rights, CallTerms(hints: hints, trace: trace, deadline: .now + timeout), input: input, egress: egress)
    }

    private static func parse(_ answer: [UInt8]) throws(CallFailure) -> JSON {
        do {
            return try JSON.parse(answer)
        } catch {
            throw CallFailure(.bug, "The plugin's answer cannot be read as JSON. \(error)")
        }
    }
}
