/// Why a webhook secret cannot be rotated.
package enum WebhookSecretError: Error, Hashable, Sendable {
    case noWorkspace
    case tooMany(limit: Int)
}

extension WebhookSecretError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noWorkspace: "There is no such workspace."
        case .tooMany(let limit):
            "\(limit) secrets are valid at the same time already: wait until one ends, or rotate with overlap_seconds 0, which ends all others."
        }
    }
}
