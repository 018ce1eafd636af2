package import HTTPTypes
package import Hummingbird
import PatchbayJSON

/// One operation of the REST API: what a client may send, what it gets, and the code that does it.
///
/// The declaration registers the route, checks requests and writes the OpenAPI document, so that the three cannot differ.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Call) async throws -> Response

    package let method: HTTPRequest.Method
    /// Segments and `{parameters}`; a last `{name**}` takes the rest of the path.
    package internal(set) var path: String
    /// The operation's id in the OpenAPI document.
    package let id: String
    package let summary: String
    package let tag: String
    package let parameters: [Parameter]
    package let body: Body?
    /// Whether the query belongs to the caller, undeclared parameters included.
    package let acceptsAnyQuery: Bool
    package let answers: [Answer]
    let handler: Handler

    package init(
        _ method: HTTPRequest.Method, _ path: String, id: String, tag: String, summary: String,
        parameters: [Parameter] = [], body: Body? = nil, acceptsAnyQuery: Bool = false, answers: [Answer], handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        self.tag = tag
        self.parameters = parameters
        self.body = body
        self.acceptsAnyQuery = acceptsAnyQuery
        self.answers = answers
        self.handler = handler
    }
}

extension Route {
    /// A parameter in path, query or header.
    package struct Parameter: Sendable {
        package enum Location: String, Sendable { case path, query, header }

        let name: String
        let location: Location
        let summary: String
        let schema: JSON
        let required: Bool

        static func path(_ name: String, _ summary: String) -> Self {
            Self(name: name, location: .path, summary: summary, schema: ["type": "string"], required: true)
        }

        static func query(_ name: String, _ summary: String, _ schema: JSON = ["type": "string"]) -> Self {
            Self(name: name, location: .query, summary: summary, schema: schema, required: false)
        }

        static func header(_ name: String, _ summary: String, required: Bool = false) -> Self {
            Self(name: name, location: .header, summary: summary, schema: ["type": "string"], required: required)
        }
    }

    /// What a client sends.
    package struct Body: Sendable {
        enum Content: Sendable {
            /// JSON that must satisfy a schema of the subset that `JSONSchema` checks.
            case json(schema: JSON)
            /// Any bytes.
            case any
        }

        let content: Content
        let required: Bool
        /// In bytes; more answers 413.
        let limit: Int

        static func json(_ schema: JSON, required: Bool = true, limit: Int = 1 << 20) -> Self {
            Self(content: .json(schema: schema), required: required, limit: limit)
        }

        package static func any(limit: Int) -> Self {
            Self(content: .any, required: false, limit: limit)
        }
    }

    /// One answer that a client may get; problems are added by the generator.
    package struct Answer: Sendable {
        let status: HTTPResponse.Status
        let summary: String
        /// nil: no content.
        let schema: JSON?
        /// What each line is like where a client may ask for `application/x-ndjson` instead.
        let lines: JSON?

        init(_ status: HTTPResponse.Status, _ summary: String, _ schema: JSON? = nil, lines: JSON? = nil) {
            self.status = status
            self.summary = summary
            self.schema = schema
            self.lines = lines
        }
    }
}
