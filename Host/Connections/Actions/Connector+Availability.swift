import Model
import PluginHost

extension PluginHost {
    /// The connector with this id or alias. It may come back, so runs wait for it.
    func available(_ name: String) throws(CallFailure) -> Connector {
        if let connector = connector(name) { return connector }
        switch standing(of: name) {
        case .available(let connector): return connector  // it came this moment
        case .unavailable(let reason): throw CallFailure(.connectorUnavailable, "The connector \(name) is not available. \(reason)")
        }
    }
}

extension Connector {
    /// The action with this id or alias, when this host can run it.
    func runnable(_ name: String) throws(CallFailure) -> ActionDeclaration {
        guard let action = manifest.action(name) else {
            let hint = NearestName.hint(for: name, among: manifest.actions.map(\.id))
            throw CallFailure(.invalidInput, "The connector \(id) has no action '\(name)'\(hint)")
        }
        if let reason = action.disabledReason { throw CallFailure(.permanent, "The action \(action.id) is disabled: \(reason)") }
        return action
    }
}

extension ConnectionService {
    /// The connection for something that works with these schemes; nil when it needs none and none is named.
    func connection(
        _ reference: ConnectionReference?, accepting schemes: [String], of connector: Connector, in workspace: WorkspaceID
    ) async throws(CallFailure) -> ResolvedConnection? {
        guard !schemes.isEmpty || reference != nil else { return nil }
        let schemes = schemes.isEmpty ? connector.manifest.auth.map(\.id) : schemes
        return try await resolve(reference, for: connector, accepting: schemes, in: workspace)
    }
}

extension OutboundRights {
    /// Of a call without a connection.
    init(of connector: Connector) throws(CallFailure) {
        do {
            try self.init(connector.manifest, privateHosts: connector.policy.privateHosts)
        } catch {
            throw CallFailure(.bug, error.message)
        }
    }
}
