package import Model

/// Why a key cannot be made or shown.
package enum APIKeyError: Error, Hashable, Sendable {
    case notFound
    /// Scopes that whoever makes the key lacks, in order.
    case scopesBeyond([Scope])
    case noScopes
    case expired
    /// The key that makes it ends earlier.
    case outlives(Timestamp)
    case tooMany(limit: Int)
}

extension APIKeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no such API key in this workspace."
        case .scopesBeyond(let scopes):
            "A key cannot hold what its maker lacks: leave out \(scopes.map(\.rawValue).joined(separator: ", "))."
        case .noScopes: "A key without scopes opens nothing: name at least one."
        case .expired: "expires_at lies in the past: choose a moment to come, or leave it out."
        case .outlives(let time): "A key cannot outlive the key that makes it: choose a moment before \(time)."
        case .tooMany(let limit): "The workspace has \(limit) keys that are valid: revoke some first."
        }
    }
}
