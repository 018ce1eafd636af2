/// What a connector answers to each operation of the ABI. Documents are those of `Schemas`.
struct Operations: Sendable {
    private let schemes: [Auth]
    private let actions: [Action]
    private let triggers: [Trigger]
    private let streams: [Stream]
    private let normalizers: [Normalizer]

    /// - Throws: ``CallError`` of class `bug` when two declarations have one id.
    init(of connector: some Connector) throws {
        schemes = connector.auth
        actions = connector.actions
        triggers = connector.triggers
        streams = connector.streams
        normalizers = connector.normalizers
        try Self.checkUnique("scheme", schemes.map(\.id))
        try Self.checkUnique("action", actions.map(\.id))
        try Self.checkUnique("trigger", triggers.map(\.id))
        try Self.checkUnique("stream", streams.map(\.id))
        try Self.checkUnique("normalizer", normalizers.map(\.id))
    }

    func run(_ operation: String, _ input: JSON, _ call: Call) async throws -> JSON {
        switch operation {
        case "action.run": ["output": try await actions.named("action", input).run(input["input"] ?? [:], call)]
        case "auth.test": try await test(call)
        case "auth.identity": try await identity(call)
        case "auth.token": try await token(input, call)
        case "options.list": try await options(input, call)
        case "trigger.poll": try await poll(input, call)
        case "trigger.receive": try await receive(input, call)
        case "trigger.subscribe": try await subscribe(input, call)
        case "trigger.unsubscribe": try await unsubscribe(input, call)
        case "stream.discover": ["streams": .array(streams.map { .object($0.entry) })]
        case "stream.read": try await streams.named("stream", input).read(StreamRequest(input), call).json
        case "event.normalize": ["events": .array(try normalizers.named("kind", input).normalize(input["data"] ?? [:]))]
        default: throw CallError.invalidInput("This connector does not know the operation “\(operation)”.")
        }
    }

    private static func checkUnique(_ what: String, _ ids: [String]) throws {
        for (index, id) in ids.enumerated() where ids[..<index].contains(id) {
            throw CallError.bug("There are two declarations of the \(what) “\(id)”.")
        }
    }

    private func scheme(of call: Call) throws -> Auth {
        guard let id = call.connection?.scheme else { throw CallError.invalidInput("A connection is needed.") }
        return try schemes.named("scheme", id)
    }

    private func test(_ call: Call) async throws -> JSON {
        let scheme = try scheme(of: call)
        if let test = scheme.test {
            try await test(call)
        } else if let identity = scheme.identity {
            _ = try await identity(call)
        } else {
            throw CallError.unsupported("test", of: scheme.id)
        }
        return ["ok": true]
    }

    private func identity(_ call: Call) async throws -> JSON {
        let scheme = try scheme(of: call)
        guard let identity = scheme.identity else { throw CallError.unsupported("identity", of: scheme.id) }
        return try await identity(call).json
    }

    private func token(_ input: JSON, _ call: Call) async throws -> JSON {
        let scheme = try scheme(of: call)
        guard let token = scheme.token else { throw CallError.unsupported("token", of: scheme.id) }
        return try await token(input, call)
    }

    private func options(_ input: JSON, _ call: Call) async throws -> JSON {
        let form = input["trigger"] == nil
            ? try actions.named("action", input).form : try triggers.named("trigger", input).form
        let id = input["field"]?.string ?? ""
        guard let source = try form.get().declared.first(where: { $0.id == id })?.options else {
            throw CallError.invalidInput("The field “\(id)” has no choices to ask for.", field: id)
        }
        return try await source.load(OptionQuery(input), call).json
    }

    private func poll(_ input: JSON, _ call: Call) async throws -> JSON {
        let trigger = try triggers.named("trigger", input)
        guard let poll = trigger.poll else { throw CallError.unsupported("poll", of: trigger.id) }
        return try await poll(input["input"] ?? [:], PollRequest(input), call).json
    }

    private func receive(_ input: JSON, _ call: Call) async throws -> JSON {
        let trigger = try triggers.named("trigger", input)
        guard let receive = trigger.receive else { throw CallError.unsupported("receive", of: trigger.id) }
        return try await receive(input["input"] ?? [:], WebhookRequest(input), call).json
    }

    private func subscribe(_ input: JSON, _ call: Call) async throws -> JSON {
        let trigger = try triggers.named("trigger", input)
        guard let subscribe = trigger.subscribe else { throw CallError.unsupported("subscribe", of: trigger.id) }
        return try await subscribe(input["input"] ?? [:], SubscriptionRequest(input), call).json
    }

    private func unsubscribe(_ input: JSON, _ call: Call) async throws -> JSON {
        let trigger = try triggers.named("trigger", input)
        guard let unsubscribe = trigger.unsubscribe else { throw CallError.unsupported("unsubscribe", of: trigger.id) }
        try await unsubscribe(input["input"] ?? [:], SubscriptionRequest(input), call)
        return [:]
    }
}

/// What the input of an operation names by its id.
protocol Named {
    var id: String { get }
}

extension Auth: Named {}
extension Action: Named {}
extension Trigger: Named {}
extension Stream: Named {}
extension Normalizer: Named {}

extension Array where Element: Named {
    /// The declaration that the input names under `what`.
    fileprivate func named(_ what: String, _ input: JSON) throws -> Element {
        try named(what, input[what]?.string ?? "")
    }

    fileprivate func named(_ what: String, _ id: String) throws -> Element {
        guard let element = first(where: { $0.id == id }) else { throw CallError.unknown(what, id) }
        return element
    }
}

extension CallError {
    fileprivate static func unknown(_ what: String, _ id: String) -> CallError {
        .invalidInput("This connector has no \(what) “\(id)”.")
    }

    fileprivate static func unsupported(_ operation: String, of id: String) -> CallError {
        .invalidInput("“\(id)” does not support “\(operation)”.")
    }
}
