/// What a poll starts from.
public struct PollRequest: Sendable {
    /// ``Poll``'s cursor of the last time, nil the first time.
    public let cursor: JSON?

    init(_ document: JSON) {
        cursor = document["cursor"].flatMap { $0.isNull ? nil : $0 }
    }
}

/// What a poll found.
public struct Poll: JSONConvertible {
    public let json: JSON

    /// - Parameters:
    ///   - events: Oldest first.
    ///   - cursor: Where the next poll goes on; kept together with the events.
    ///   - more: Whether to ask again at once.
    public init(_ events: [Event], cursor: JSON, more: Bool = false) {
        json = .members(["events": events, "cursor": cursor, "more": more])
    }
}

/// Something that happened.
public struct Event: JSONConvertible {
    public let json: JSON

    /// - Parameters:
    ///   - id: The provider's id of the event: one with the same id counts once.
    ///   - occurredAt: Milliseconds since 1970.
    public init(_ data: JSON, id: String? = nil, occurredAt: Int? = nil) {
        json = .members(["id": id, "occurred_at": occurredAt, "data": data])
    }
}

/// A provider's request to the host, found genuine.
public struct WebhookRequest: Sendable {
    public let method: String
    /// Names in lower case.
    public let headers: [String: String]
    public let query: [String: String]
    public let body: Body
    /// What `subscribe` answered.
    public let subscription: JSON?

    init(_ document: JSON) {
        let request = document["request"] ?? [:]
        method = request["method"]?.string ?? "POST"
        headers = request["headers"]?.strings ?? [:]
        query = request["query"]?.strings ?? [:]
        body = Body(in: request)
        subscription = document["subscription"]
    }
}

/// What a webhook's request meant, and what to answer.
public struct Receipt: JSONConvertible {
    public let json: JSON

    /// - Parameter status: HTTP status of the answer; 200 without a body unless given.
    public init(_ events: [Event], status: Int? = nil, headers: [String: String] = [:], body: Body? = nil) {
        var response: JSONObject = [:]
        response["status"] = status?.json
        if !headers.isEmpty { response["headers"] = headers.json }
        body?.write(into: &response)
        json = .members(["events": events, "response": response.isEmpty ? nil : response])
    }
}

/// Where the provider is to send, and what is known of the subscription so far.
public struct SubscriptionRequest: Sendable {
    /// The URL of the host for this trigger.
    public let callbackURL: String
    /// The subscription's data when it is renewed or undone.
    public let subscription: JSON?

    init(_ document: JSON) {
        callbackURL = document["callback_url"]?.string ?? ""
        subscription = document["subscription"].flatMap { $0.isNull ? nil : $0 }
    }
}

/// A subscription that the provider has made.
public struct Subscription: JSONConvertible {
    public let json: JSON

    /// - Parameters:
    ///   - data: What is needed to renew, undo or recognise it.
    ///   - expiresAt: Milliseconds since 1970; it is renewed in time.
    public init(_ data: JSON, expiresAt: Int? = nil) {
        json = .members(["subscription": data, "expires_at": expiresAt])
    }
}
