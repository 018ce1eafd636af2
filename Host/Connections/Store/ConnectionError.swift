package import Model

/// Why a connection cannot be made, changed, shown or deleted.
package enum ConnectionError: Error, Hashable, Sendable {
    case notFound
    case noWorkspace(WorkspaceID)
    /// No plugin provides the connector now.
    case connectorUnavailable(String)
    /// `known` are the schemes that can be used.
    case unknownScheme(String, connector: String, known: [String])
    case schemeUnavailable(String, reason: String)
    /// What was entered does not fit the scheme's form; never empty.
    case invalid([FieldFault])
    /// Names of workflows that use it; not deleted.
    case inUse(workflows: [String])
    /// Others kept changing it at the same time.
    case changedMeanwhile
}

/// What is wrong with one field.
package struct FieldFault: Error, Hashable, Sendable {
    /// A JSON Pointer into the request's document: `/name`, `/fields/token`.
    package let pointer: String
    /// A sentence, without what was entered.
    package let message: String

    package init(_ pointer: String, _ message: String) {
        self.pointer = pointer
        self.message = message
    }
}

extension ConnectionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such connection."
        case .noWorkspace(let id): "There is no workspace \(id)."
        case .connectorUnavailable(let connector): "The connector \(connector) is not available; see the list of plugins for the reason."
        case .unknownScheme(let scheme, let connector, let known):
            "The connector \(connector) has no auth scheme '\(scheme)'; "
                + (known.isEmpty ? "it has none." : "it has \(known.joined(separator: ", ")).")
        case .schemeUnavailable(let scheme, let reason): "The auth scheme '\(scheme)' cannot be used: \(reason)"
        case .invalid(let faults): faults.map { $0.pointer.isEmpty ? $0.message : "\($0.pointer): \($0.message)" }.joined(separator: " ")
        case .inUse(let workflows):
            "The connection is used by: \(workflows.joined(separator: ", ")). Change them first, or delete it with force."
        case .changedMeanwhile: "The connection was changed by others meanwhile; try again."
        }
    }
}
