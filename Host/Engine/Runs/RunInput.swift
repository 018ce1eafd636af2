package import Model
package import PatchbayJSON

/// What a run was started with, before it is parsed.
package enum RunInput: Sendable {
    /// The bytes of a ``WebhookRequest``, stored with the event.
    case webhook([UInt8])
    /// The JSON given over the API.
    case manual(JSON)
    /// The one step of a run of one action.
    case action(ActionInput)

    /// What `trigger` is in the run's expressions.
    func trigger() -> JSON {
        switch self {
        case .webhook(let bytes): WebhookRequest(encoded: bytes).map(TriggerDocument.webhook) ?? .null
        case .manual(let input): TriggerDocument.manual(input: input)
        case .action(let action): TriggerDocument.manual(input: action.input)
        }
    }

    /// What `run_payloads` keeps; nil for webhooks, whose event has its own row.
    var stored: [UInt8]? {
        switch self {
        case .webhook: nil
        case .manual(let input): input.bytes()
        case .action(let action): action.document.bytes()
        }
    }

    init(stored bytes: [UInt8], of source: RunSource) throws {
        let document = try JSON.parse(bytes, limits: .stored)
        switch source {
        case .workflow: self = .manual(document)
        case .action: self = .action(ActionInput(document: document))
        }
    }
}

/// The input of a run of one action.
package struct ActionInput: Sendable {
    package let input: JSON
    package let connection: ConnectionReference?
    package let timeout: Duration?

    package init(input: JSON, connection: ConnectionReference?, timeout: Duration? = nil) {
        self.input = input
        self.connection = connection
        self.timeout = timeout
    }

    /// `{"input": …, "connection"?: id or number, "timeout_ms"?: …}`
    fileprivate var document: JSON {
        var object: JSONObject = ["input": input]
        switch connection {
        case .id(let id): object["connection"] = .string(id.text)
        case .number(let number): object["connection"] = .number(JSONNumber(number))
        case nil: break
        }
        if let timeout { object["timeout_ms"] = .number(JSONNumber(timeout.milliseconds)) }
        return .object(object)
    }

    fileprivate init(document: JSON) {
        input = document["input"] ?? .null
        connection = document["connection"].flatMap { reference in
            reference.int64.map { .number(Int($0)) } ?? reference.string.map { .id(ConnectionID(stored: $0)) }
        }
        timeout = document["timeout_ms"]?.int64.map { .milliseconds($0) }
    }
}
