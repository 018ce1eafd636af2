import Engine
import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON
import PluginHost

/// What the plugins provide, and single actions run by hand.
struct ConnectorRoutes: Sendable {
    let plugins: PluginHost
    let runs: RunService

    var routes: [Route] { [list, get, run] }

    private var list: Route {
        Route(
            .get, "/api/v1/connectors", id: "listConnectors", tag: "Connectors", summary: "Lists connectors by name.",
            parameters: [
                .query("search", "Only those whose id, name, description or keywords contain this text."),
                .query("category", "Only those of this category."),
            ],
            answers: [.init(.ok, "All that match.", .page(of: "Connector"))]
        ) { call in
            let search = call.query("search")?.lowercased()
            let found = plugins.connectors.filter { connector in
                (search.map(connector.matches) ?? true) && (call.query("category").map { $0 == connector.manifest.category } ?? true)
            }
            return .json(.page(found.sorted { $0.manifest.name < $1.manifest.name }.map(\.summary), next: nil))
        }
    }

    private var get: Route {
        Route(
            .get, "/api/v1/connectors/{connector}", id: "getConnector", tag: "Connectors",
            summary: "Shows a connector with the forms and schemas of all it offers.",
            parameters: [.path("connector", "The connector's id, or one of its aliases.")],
            answers: [.init(.ok, "The connector.", .reference("Connector"))]
        ) { call in .json(try connector(call).detail) }
    }

    private var run: Route {
        Route(
            .post, "/api/v1/connectors/{connector}/actions/{action}/runs", id: "runAction", tag: "Connectors",
            summary: "Runs one action, durably, as a run of its own.",
            parameters: [.path("connector", "The connector's id."), .path("action", "The action's id.")],
            body: .json([
                "type": "object",
                "properties": [
                    "input": ["type": "object"],
                    "connection": ["type": ["string", "integer"], "description": "A connection's id or number; without it, the only one."],
                    "wait": Wait.schema,
                ],
                "additionalProperties": false,
            ], required: false),
            answers: Wait.answers
        ) { call in
            let connector = try connector(call)
            guard let action = connector.manifest.action(call.path("action")) else {
                throw Problem.notFound("action of \(connector.manifest.name)", call.path("action"))
            }
            let input = call.body["input"] ?? [:]
            let faults = action.check(input).map { Problem.Fault(pointer: "/input\($0.pointer)", message: $0.message) }
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            return Wait.response(try await runs.start(
                action: action.id, of: connector.id, in: call.workspace,
                input: ActionInput(input: input, connection: try call.body["connection"].map(ConnectionReference.init)),
                trace: call.trace, wait: Wait.duration(of: call.body)))
        }
    }

    private func connector(_ call: Call) throws -> Connector {
        guard let connector = plugins.connector(call.path("connector")) else {
            throw Problem.notFound("connector", call.path("connector"))
        }
        return connector
    }
}

extension ConnectionReference {
    /// A connection's id, or its number in the workspace.
    fileprivate init(_ value: JSON) throws {
        if let number = value.int64 {
            self = .number(Int(number))
        } else if let id = value.string.flatMap(ConnectionID.init) {
            self = .id(id)
        } else {
            throw Problem.invalid([.init(pointer: "/connection", message: "must be a connection's id or its number")])
        }
    }
}
