import Connections
import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON

/// Accounts at providers; what is secret about them goes in and never comes out.
struct ConnectionRoutes: Sendable {
    let connections: ConnectionService

    var routes: [Route] { [create, list, testUnsaved, get, update, delete, test] }

    private static let id: Route.Parameter = .path("id", "The connection: its id, or its number in the workspace.")

    /// The form of the chosen scheme is checked by the service.
    private static let fields: JSON = ["type": "object", "description": "What the form of the scheme asks for, secrets included."]
    private static let text: JSON = ["type": "string", "minLength": 1, "maxLength": 200]

    private static func account(required: JSON) -> Route.Body {
        .json([
            "type": "object", "required": required,
            "properties": ["connector": text, "scheme": text, "name": text, "fields": fields],
            "additionalProperties": false,
        ])
    }

    private var create: Route {
        Route(
            .post, "/api/v1/connections", id: "createConnection", tag: "Connections", summary: "Connects an account.",
            body: Self.account(required: ["connector", "scheme", "name"]),
            answers: [.init(.created, "The connection.", .reference("Connection"))]
        ) { call in
            let connection = try await connections.create(
                connector: call.text("connector"), scheme: call.text("scheme"), name: call.text("name"),
                fields: call.body["fields"]?.object ?? [:], in: call.workspace)
            return .json(connection.json, status: .created, headers: [.location: "/api/v1/connections/\(connection.id.text)"])
        }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/connections", id: "listConnections", tag: "Connections", summary: "Lists connections, oldest first.",
            parameters: [.query("connector", "Only those of this connector."), .cursor, .limit],
            answers: [.init(.ok, "A page of connections.", .page(of: "Connection"))]
        ) { call in
            let page = try await connections.list(
                in: call.workspace, connector: call.query("connector"), after: call.cursor { Int64($0).map { $0 > 0 } ?? false }, limit: call.limit)
            return .json(.page(page.elements.map(\.json), next: page.next))
        }
    }

    private var testUnsaved: Route {
        Route(
            .post, "/api/v1/connections/test", id: "testUnsavedConnection", tag: "Connections",
            summary: "Tries credentials at the provider without saving them.",
            body: Self.account(required: ["connector", "scheme"]),
            answers: [.init(.ok, "How it went.", .reference("ConnectionTest"))]
        ) { call in
            let result = try await connections.test(
                connector: call.text("connector"), scheme: call.text("scheme"), fields: call.body["fields"]?.object ?? [:],
                in: call.workspace, trace: call.trace)
            return .json(result.json)
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/connections/{id}", id: "getConnection", tag: "Connections", summary: "Shows a connection.",
            parameters: [Self.id], answers: [.init(.ok, "The connection.", .reference("Connection"))]
        ) { call in
            .json(try await connections.get(id(call), in: call.workspace).json)
        }
    }

    private var update: Route {
        Route(
            .patch, "/api/v1/connections/{id}", id: "updateConnection", tag: "Connections",
            summary: "Renames a connection, or replaces fields, secrets among them; its id stays, so that workflows go on.",
            parameters: [Self.id],
            body: .json(["type": "object", "properties": ["name": Self.text, "fields": Self.fields], "additionalProperties": false]),
            answers: [.init(.ok, "The connection.", .reference("Connection"))]
        ) { call in
            let connection = try await connections.update(
                id(call), in: call.workspace, name: call.body["name"]?.string, fields: call.body["fields"]?.object)
            return .json(connection.json)
        }
    }

    private var delete: Route {
        Route(
            .delete, "/api/v1/connections/{id}", id: "deleteConnection", tag: "Connections",
            summary: "Deletes a connection, unless workflows use it.",
            parameters: [Self.id, .query("force", "Deletes it all the same.", ["type": "boolean", "default": false])],
            answers: [.init(.noContent, "It is gone.")]
        ) { call in
            try await connections.delete(id(call), in: call.workspace, force: call.query("force") == "true")
            return .nothing
        }
    }

    private var test: Route {
        Route(
            .post, "/api/v1/connections/{id}/test", id: "testConnection", tag: "Connections",
            summary: "Tries a connection at the provider.", parameters: [Self.id],
            answers: [.init(.ok, "How it went.", .reference("ConnectionTest"))]
        ) { call in
            .json(try await connections.test(id(call), in: call.workspace, trace: call.trace).json)
        }
    }

    /// The connection that the path names, as documents may name it.
    private func id(_ call: Call) async throws -> ConnectionID {
        let text = call.path("id")
        let reference = ConnectionID(text).map(ConnectionReference.id) ?? Int(text).map(ConnectionReference.number)
        guard let reference else { throw Problem.notFound("connection", text) }
        return try await connections.id(of: reference, in: call.workspace)
    }
}
