/// Something a connector can do: a typed input, one or a few requests, an answer.
///
/// ```swift
/// Action("send_message", "Send a message", .scopes("chat:write")) { (message: Message, call) in
///     let reply = try await call.http.post("https://slack.com/api/chat.postMessage", .json(["text": .string(message.text)]))
///     return .members(["ts": reply.json["ts"]])
/// }
/// ```
public struct Action: Declaration {
    public var entry: JSONObject
    let form: Result<Fields, any Error>
    let run: @Sendable (JSON, Call) async throws -> JSON

    /// - Parameters:
    ///   - id: Lower-case letters, digits and `_`. Never changes.
    ///   - run: Throws ``CallError``, or `CancellationError` when it was cancelled.
    public init<Input: Form>(
        _ id: String, _ name: String, _ traits: Trait<Action>...,
        run: @escaping @Sendable (Input, Call) async throws -> JSON
    ) {
        entry = ["id": .string(id), "name": .string(name)]
        form = Result { try Fields.declared(by: Input.self) }
        self.run = { input, call in try await run(try Input.read(input, at: ""), call) }
        apply(traits)
    }

    var id: String { entry["id"]?.string ?? "" }

    func manifest() throws -> JSON {
        var manifest = entry
        manifest["input"] = .object(try form.get().schema)
        return .object(manifest)
    }
}
