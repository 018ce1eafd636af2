package import Connections
package import Model
package import PatchbayJSON
package import PluginHost

/// What can be known of a workflow before it runs, beyond its own document: against the installed connectors and the
/// workspace's connections.
///
/// None of it keeps a workflow from being saved or enabled: what is missing may come later, and runs that meet it say so.
/// Checked after a save it closes the race with the deletion of a connection: either that saw the workflow, or this sees that
/// the connection is gone.
package struct PublishCheck: Sendable {
    private let plugins: PluginHost
    private let connections: ConnectionService

    package init(plugins: PluginHost, connections: ConnectionService) {
        self.plugins = plugins
        self.connections = connections
    }

    /// Also for a document that ``WorkflowStore/validate(_:)`` refuses, as far as its steps can be read.
    package func warnings(of document: JSON, in workspace: WorkspaceID) async throws -> [DefinitionIssue] {
        let outlines = StepOutline.all(in: document)
        var warnings = CatalogueCheck(plugins).findings(outlines)
        for outline in outlines {
            let step = outline.step
            guard let connector = plugins.connector(step.connector), let action = connector.manifest.action(step.action),
                let obstacle = try await connections.obstacle(to: action, of: connector, with: step.connection, in: workspace)
            else { continue }
            warnings.append(DefinitionIssue(outline.pointer.step + (step.connection == nil ? "" : "/connection"), obstacle))
        }
        return warnings
    }
}
