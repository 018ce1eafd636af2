import Crypto
import HTTPTypes
import Hummingbird
import Identity
import Model

/// A request with an idempotency key: who may repeat it, and what a repeat must look like.
struct RepeatableRequest: Sendable {
    /// What one answer is stored under.
    struct Name: Hashable, Sendable {
        /// `key_…`, or with the workspace `usr_…@ws_…`: nobody meets another's key, nor their own of another workspace.
        let principal: String
        let route: String
        let key: String
    }

    let name: Name
    /// The workspace under whose key the answer is sealed; nil for the installation's.
    let workspace: WorkspaceID?
    /// SHA-256 over all that makes the request what it is.
    let fingerprint: [UInt8]

    /// Nil for what is not repeatable: no POST, no key, or a route for anyone, where nobody is who could own the answer.
    /// Throws for a key that is none.
    init?(_ call: Call, _ route: Route) throws(Problem) {
        guard route.method == .post, let principal = call.principal, let text = call.header(.idempotencyKey) else { return nil }
        guard let key = IdempotencyKey(text) else {
            throw Problem.invalid([.init(pointer: "Idempotency-Key", message: "must be 1 to \(IdempotencyKey.limit) visible ASCII characters")])
        }
        workspace = principal.workspace
        let owner = "\(principal.caller)" + (workspace.map { "@\($0)" } ?? "")
        name = Name(principal: owner, route: route.id, key: key.text)
        fingerprint = Self.fingerprint(call, route)
    }

    /// The place (without the workspace, which may be named in path or header), the query and the body, each with its length
    /// before it.
    private static func fingerprint(_ call: Call, _ route: Route) -> [UInt8] {
        var hash = SHA256()
        let places = route.parameters.filter { $0.location == .path && $0.name != Route.workspaceParameter }.map { Array(call.path($0.name).utf8) }
        for part in places + [Array((call.request.uri.query ?? "").utf8), call.bytes] {
            hash.update(data: lengthBytes(part.count))
            hash.update(data: part)
        }
        return Array(hash.finalize())
    }

    private static func lengthBytes(_ count: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
    }
}
