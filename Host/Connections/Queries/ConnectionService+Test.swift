package import Model
package import PatchbayJSON
import PluginHost

extension ConnectionService {
    /// Finds out whether a stored connection works. Throws only for what is wrong on our side, such as a connection that does
    /// not exist.
    package func test(_ id: ConnectionID, in workspace: WorkspaceID, trace: TraceContext = .new()) async throws -> ConnectionTest {
        let (row, _) = try await stored(id, in: workspace)
        let form = try form(row.connector, scheme: row.scheme)
        do throws(CallFailure) {
            let connection = try await resolve(.id(id), for: form.connector, accepting: [row.scheme], in: workspace)
            return try await test(connection, form, in: workspace, trace)
        } catch {
            return ConnectionTest(.fails, error.message)
        }
    }

    /// Finds out whether what a person entered would work as a connection, without storing it.
    package func test(
        connector: String, scheme: String, fields: JSONObject, in workspace: WorkspaceID, trace: TraceContext = .new()
    ) async throws -> ConnectionTest {
        let form = try form(connector, scheme: scheme)
        let values = try form.values(fields)
        let connection = try ResolvedConnection(id: ConnectionID(), number: 0, version: 0, form: form, values: values)
        do throws(CallFailure) {
            return try await test(connection, form, in: workspace, trace)
        } catch {
            return ConnectionTest(.fails, error.message)
        }
    }

    private func test(
        _ connection: ResolvedConnection, _ form: ConnectionForm, in workspace: WorkspaceID, _ trace: TraceContext
    ) async throws(CallFailure) -> ConnectionTest {
        let query = ConnectorQuery(connector: form.connector, connection: connection, workspace: workspace, trace: trace)
        switch form.scheme.test {
        case nil:
            let name = form.connector.manifest.name
            return ConnectionTest(.untestable, "\(name) cannot be tested with this kind of connection; run an action to see.")
        case .operation:
            _ = try await query.ask(.authTest, of: plugins, through: egress)
        case .action(let action):
            _ = try await query.run(action, of: plugins, through: egress)
        }
        guard form.scheme.hasIdentity else { return ConnectionTest(.works, "The connection works.") }
        // The credential works, whether or not the provider also says whose it is.
        let identity = try? await query.ask(.authIdentity, of: plugins, through: egress)
        let name = identity?["name"]?.string.map { " for \($0)" } ?? ""
        return ConnectionTest(.works, "The connection works\(name).", details: identity)
    }
}
