package import Egress
import Model
import PatchbayJSON
package import PluginHost

/// Runs actions of connectors with connections of workspaces: what the engine performs its steps with.
package struct ActionRunner: Sendable {
    private let connections: ConnectionService
    private let plugins: PluginHost
    private let egress: Egress

    package init(connections: ConnectionService, plugins: PluginHost, egress: Egress) {
        self.connections = connections
        self.plugins = plugins
        self.egress = egress
    }

    /// Ends soon when its task is cancelled.
    package func run(_ request: ActionRequest) async -> ActionReport {
        let prepared: Prepared
        do throws(CallFailure) {
            prepared = try await prepare(request)
        } catch {
            return ActionReport(result: .failure(error), journal: nil, mayHaveActed: false)
        }
        let broker = prepared.broker
        let result = await perform(request, prepared)
        return ActionReport(result: result, journal: broker.journal.document, mayHaveActed: broker.mayHaveActed)
    }

    private struct Prepared {
        let connector: Connector
        let connection: ResolvedConnection?
        let timeout: Duration
        let broker: CallBroker
    }

    private func prepare(_ request: ActionRequest) async throws(CallFailure) -> Prepared {
        let connector = try plugins.available(request.connector)
        let action = try connector.runnable(request.action)
        let connection = try await connections.connection(request.connection, accepting: action.schemes, of: connector, in: request.workspace)
        let timeout = request.timeout ?? connector.timeout(action: action.id)
        let terms = CallTerms(
            hints: action.hints, idempotencyKey: request.idempotencyKey, trace: request.trace, deadline: .now + timeout,
            willSend: request.willSend)
        let rights = if let connection { connection.rights } else { try OutboundRights(of: connector) }
        return Prepared(
            connector: connector, connection: connection, timeout: timeout,
            broker: CallBroker(rights, terms, input: request.input.bytes(), egress: egress))
    }

    private func perform(_ request: ActionRequest, _ prepared: Prepared) async -> Result<[UInt8], CallFailure> {
        do throws(CallFailure) {
            let answer = try await plugins.runAction(connector: prepared.connector.id, ActionCall(
                request.action, input: request.input, connection: prepared.connection?.document, idempotencyKey: request.idempotencyKey,
                attempt: request.attempt, timeout: prepared.timeout, workspace: request.workspace, trace: request.trace,
                services: prepared.broker))
            prepared.broker.journal.record(mismatches: answer.mismatches)
            return .success(prepared.broker.journal.masked(answer.output))
        } catch {
            return .failure(prepared.broker.journal.masked(error))
        }
    }
}
