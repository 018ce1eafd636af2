public import PatchbayJSON
import PluginKit

extension TestPlugin {
    /// Runs an action to its end and gives its output.
    ///
    /// - Parameters:
    ///   - scheme: Id of the scheme of the connection that it is run with; nil: without one.
    ///   - fields: What a person entered beside the secrets.
    /// - Throws: ``CallError`` when the action failed, `CancellationError` when it says that it was cancelled.
    public func run(_ action: String, _ input: JSON = [:], scheme: String? = nil, fields: JSON = [:]) async throws -> JSON {
        let document = JSON.members([
            "action": action, "input": input, "connection": Self.connection(scheme, fields), "idempotency_key": "key-1",
        ])
        return try await answer("action.run", document)["output"] ?? .null
    }

    /// Asks for the choices of a field.
    public func options(
        _ action: String, _ field: String, _ input: JSON = [:], search: String? = nil, page: String? = nil,
        scheme: String? = nil, fields: JSON = [:]
    ) async throws -> JSON {
        try await answer(
            "options.list",
            .members([
                "action": action, "field": field, "input": input, "search": search, "page": page,
                "connection": Self.connection(scheme, fields),
            ]))
    }

    /// Tests a credential: throws when the scheme says that it does not work.
    public func test(_ scheme: String, fields: JSON = [:]) async throws {
        _ = try await answer("auth.test", .members(["connection": Self.connection(scheme, fields)]))
    }

    /// Runs any operation to its end; the documents are those of `Schemas`.
    public func answer(_ operation: String, _ input: JSON) async throws -> JSON {
        let ending = await call(operation, input)
        switch ending.status {
        case PATCHBAY_OK: return ending.json ?? .null
        case PATCHBAY_CANCELLED: throw CancellationError()
        default: throw CallError(ending.json ?? .null)
        }
    }

    /// Makes a call and waits for its end.
    public func call(_ operation: String, _ input: JSON) async -> TestHost.Ending {
        await host.ending(of: start(operation, input.text()))
    }

    private static func connection(_ scheme: String?, _ fields: JSON) -> JSON? {
        scheme.map { ["id": "conn_test", "scheme": .string($0), "fields": fields] }
    }
}
