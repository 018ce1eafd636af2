package import Model
package import PatchbayJSON

/// A workflow as it is stored: its current version.
package struct Workflow: Sendable, Hashable {
    package let id: WorkflowID
    package let name: String
    /// Whether its trigger starts runs. Runs can be started over the API either way.
    package let isEnabled: Bool
    /// From 1; each save makes the next. The entity tag of `If-Match`.
    package let version: Int
    package let webhookPath: String?
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
}

/// A workflow with the document it was saved as.
package struct WorkflowDocument: Sendable {
    package let workflow: Workflow
    package let document: JSON
}

/// Why a workflow could not be read or changed.
package enum WorkflowError: Error, Sendable, Hashable {
    case notFound
    case invalid(DefinitionError)
    /// The caller expected another version than the current one.
    case versionConflict(current: Int)
    /// Another workflow of the workspace has this webhook path.
    case pathTaken(String)
}

extension WorkflowError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such workflow."
        case .invalid(let error): "The workflow has \(error.issues.count) error\(error.issues.count == 1 ? "" : "s")."
        case .versionConflict(let current): "The workflow was changed meanwhile; its current version is \(current)."
        case .pathTaken(let path): "Another workflow of this workspace has the webhook path '/\(path)'."
        }
    }
}
