package import Hummingbird
import HTTPTypes
import Identity
package import Model
package import PatchbayJSON

/// One checked request on its way into a route's handler.
package struct Call: Sendable {
    package let request: Request
    package let context: APIContext
    /// Who calls; on routes for anyone, nobody.
    let principal: Principal?
    /// The parsed body; `.null` where the route takes none or the client sent none.
    package let body: JSON
    /// The body as it came.
    package let bytes: [UInt8]

    /// The workspace whose rows this call may touch; never taken from the body.
    var workspace: WorkspaceID {
        get throws {
            guard let workspace = principal?.workspace else { throw Problem(.unauthorized, .unauthorized, "This needs a key.") }
            return workspace
        }
    }

    package var trace: TraceContext { context.trace }

    /// A path parameter, percent-decoded.
    package func path(_ name: String) -> String {
        let text = context.parameters.get(name) ?? ""
        return PercentDecoding.decode(text) ?? text
    }

    /// What follows `prefix` and so many segments of the path, as it was sent.
    func rest(after prefix: String, segments: Int) -> String {
        let rest = request.uri.path.dropFirst(prefix.count)
        return rest.split(separator: "/", maxSplits: segments, omittingEmptySubsequences: false).dropFirst(segments).first.map(String.init) ?? ""
    }

    func query(_ name: String) -> String? {
        request.uri.queryParameters[Substring(name)].map(String.init)
    }

    func header(_ name: HTTPField.Name) -> String? {
        request.headers[name]
    }

    /// A path parameter that is an identifier; a malformed one is as unknown as a foreign one.
    func identifier<Kind>(_ name: String = "id", of what: String) throws -> Identifier<Kind> {
        guard let id = Identifier<Kind>(path(name)) else { throw Problem.notFound(what, path(name)) }
        return id
    }
}

extension Call {
    /// A query parameter that is an identifier.
    func identifier<Kind>(query name: String, of what: String) throws -> Identifier<Kind>? {
        guard let text = query(name) else { return nil }
        guard let id = Identifier<Kind>(text) else {
            throw Problem.invalid([.init(pointer: name, message: "is not the id of a \(what)")])
        }
        return id
    }

    /// A query parameter that is a moment in RFC 3339.
    func time(query name: String) throws -> Timestamp? {
        guard let text = query(name) else { return nil }
        guard let time = Timestamp(text) else {
            throw Problem.invalid([.init(pointer: name, message: "must be a moment such as 2026-03-14T09:26:53Z")])
        }
        return time
    }
}
