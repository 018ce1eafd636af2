package import Model
package import PatchbayJSON
import PluginHost

extension ConnectionService {
    /// The choices of a field: `PluginAPI/Schemas/options.list.output.json`.
    package func options(_ request: OptionsRequest) async throws(CallFailure) -> JSON {
        let connector = try plugins.available(request.connector)
        let subject = try connector.subject(request.subject)
        let connection = try await connection(request.connection, accepting: subject.schemes, of: connector, in: request.workspace)
        var members = subject.member
        members["field"] = .string(request.field)
        members["input"] = .object(request.input)
        members["search"] = request.search.map(JSON.string)
        members["page"] = request.page.map(JSON.string)
        return try await ConnectorQuery(connector: connector, connection: connection, workspace: request.workspace, trace: request.trace)
            .ask(.optionsList, members, of: plugins, through: egress)
    }

    /// Whose a connection is: `PluginAPI/Schemas/auth.identity.output.json`; nil when its connector cannot tell.
    package func identity(
        _ reference: ConnectionReference, of name: String, in workspace: WorkspaceID, trace: TraceContext = .new()
    ) async throws(CallFailure) -> JSON? {
        let connector = try plugins.available(name)
        let connection = try await resolve(reference, for: connector, accepting: connector.manifest.auth.map(\.id), in: workspace)
        guard connector.manifest.scheme(connection.scheme)?.hasIdentity == true else { return nil }
        return try await ConnectorQuery(connector: connector, connection: connection, workspace: workspace, trace: trace)
            .ask(.authIdentity, of: plugins, through: egress)
    }
}

extension Connector {
    /// The schemes that an action or a trigger works with, and how `options.list` names it.
    fileprivate func subject(_ subject: OptionsRequest.Subject) throws(CallFailure) -> (schemes: [String], member: JSONObject) {
        switch subject {
        case .action(let name):
            let action = try runnable(name)
            return (action.schemes, ["action": .string(action.id)])
        case .trigger(let name):
            guard let trigger = manifest.trigger(name) else {
                let hint = NearestName.hint(for: name, among: manifest.triggers.map(\.id))
                throw CallFailure(.invalidInput, "The connector \(id) has no trigger '\(name)'\(hint)")
            }
            return (trigger.schemes, ["trigger": .string(trigger.id)])
        }
    }
}
