package import Model
package import PluginHost
import Storage

extension ConnectionService {
    /// Why an action would find no connection, as a sentence; nil when it finds one or needs none. Opens no secret.
    package func obstacle(
        to action: ActionDeclaration, of connector: Connector, with reference: ConnectionReference?, in workspace: WorkspaceID
    ) async throws -> String? {
        guard action.needsConnection || reference != nil else { return nil }
        let schemes = action.needsConnection ? action.schemes : connector.manifest.auth.map(\.id)
        do {
            try await select(reference, for: connector, accepting: schemes, in: workspace)
            return nil
        } catch let failure as CallFailure {
            return failure.message
        }
    }
}
