package import Model

/// Who sends a request, as far as its bearer token proves it.
package enum Caller: Hashable, Sendable {
    /// Who holds the key that the first start wrote: administers the installation, and owns the first workspace.
    case adminKey
    case apiKey(APIKeyID, workspace: WorkspaceID, scopes: Set<Scope>)
    case user(UserID, session: SessionID, isPlatformAdmin: Bool)
}

extension Caller: CustomStringConvertible {
    /// As it stands in the audit log: `usr_…`, `key_…`, `admin_key`.
    package var description: String {
        switch self {
        case .adminKey: "admin_key"
        case .apiKey(let id, _, _): id.text
        case .user(let id, _, _): id.text
        }
    }
}
