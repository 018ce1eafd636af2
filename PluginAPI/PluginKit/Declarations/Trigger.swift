/// Something that happens at the provider and starts a workflow: found by asking now and then, or told by a webhook.
public struct Trigger: Declaration {
    public var entry: JSONObject
    let form: Result<Fields, any Error>
    var poll: (@Sendable (JSON, PollRequest, Call) async throws -> Poll)?
    var receive: (@Sendable (JSON, WebhookRequest, Call) async throws -> Receipt)?
    var subscribe: (@Sendable (JSON, SubscriptionRequest, Call) async throws -> Subscription)?
    var unsubscribe: (@Sendable (JSON, SubscriptionRequest, Call) async throws -> Void)?

    init(_ id: String, _ name: String, kind: String, form: Result<Fields, any Error>) {
        entry = ["id": .string(id), "name": .string(name), "kind": .string(kind)]
        self.form = form
    }

    /// A trigger that asks the provider now and then what is new.
    ///
    /// - Parameters:
    ///   - interval: How often, unless a person says otherwise.
    ///   - poll: Gets the cursor of the last answer and gives what is new since. The first time there is none: answer with no
    ///     events and the cursor of now.
    public static func poll<Input: Form>(
        _ id: String, _ name: String, every interval: Duration, _ traits: Trait<Trigger>...,
        poll: @escaping @Sendable (Input, PollRequest, Call) async throws -> Poll
    ) -> Trigger {
        var trigger = Trigger(id, name, kind: "poll", form: Result { try Fields.declared(by: Input.self) })
        trigger.entry["poll_interval_ms"] = interval.milliseconds.json
        trigger.poll = { input, request, call in try await poll(try Input.read(input, at: ""), request, call) }
        return trigger.with(traits)
    }

    /// A trigger that the provider tells by a request to the host, which checks that it is genuine.
    public static func webhook<Input: Form>(
        _ id: String, _ name: String, verification: Verification, _ traits: Trait<Trigger>...,
        receive: @escaping @Sendable (Input, WebhookRequest, Call) async throws -> Receipt
    ) -> Trigger {
        var trigger = Trigger(id, name, kind: "webhook", form: Result { try Fields.declared(by: Input.self) })
        trigger.entry["verification"] = verification.json
        trigger.receive = { input, request, call in try await receive(try Input.read(input, at: ""), request, call) }
        return trigger.with(traits)
    }

    var id: String { entry["id"]?.string ?? "" }

    func manifest() throws -> JSON {
        var manifest = entry
        manifest["input"] = .object(try form.get().schema)
        if subscribe != nil { manifest["subscribes"] = true }
        return .object(manifest)
    }
}
