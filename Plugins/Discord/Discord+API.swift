import PluginKit

extension Discord {
    static let base = "https://discord.com/api/v10"

    /// Sends a request and gives the answer.
    static func send(_ request: Request, _ call: Call) async throws -> JSON {
        var request = request
        // https://discord.com/developers/docs/reference#user-agent
        request.headers["User-Agent"] = "DiscordBot (patchbay, 1.0.0)"
        let response = try await call.http.send(request)
        if let failure = failure(response, now: call.now) { throw failure }
        return response.json
    }

    /// Discord says how long to wait in the body, with fractions; its codes tell what is at fault.
    /// https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit
    private static func failure(_ response: Response, now: Int) -> CallError? {
        guard var failure = response.failure(now: now) else { return nil }
        if response.status == 429, let seconds = response.json["retry_after"]?.double, (0...86_400).contains(seconds) {
            failure.retryAfter = .milliseconds(Int((seconds * 1000).rounded(.up)))
        }
        guard let code = response.json["code"]?.int64, let (kind, field) = meanings[code] else { return failure }
        failure.class = kind
        failure.field = field
        return failure
    }

    /// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
    private static let meanings: [Int64: (CallError.Class, field: String?)] = [
        10003: (.invalidInput, "channel"),  // Unknown Channel
        10008: (.invalidInput, "reply_to"),  // Unknown Message
        10015: (.reauthorize, nil),  // Unknown Webhook: it was deleted
        40001: (.reauthorize, nil),  // Unauthorized
        50001: (.invalidInput, "channel"),  // Missing Access
        50006: (.invalidInput, "content"),  // Cannot send an empty message
        50008: (.invalidInput, "channel"),  // Cannot send messages in a non-text channel
        50013: (.permanent, nil),  // You lack permissions
        50027: (.reauthorize, nil),  // Invalid webhook token
        50035: (.invalidInput, nil),  // Invalid form body
    ]

    static func webhookIdentity(_ call: Call) async throws -> Identity {
        let webhook = try await send(Request("GET", .connection()), call)
        return Identity(
            id: try id(of: webhook), name: webhook["name"]?.string ?? "Webhook",
            details: .members(["channel_id": webhook["channel_id"], "guild_id": webhook["guild_id"]]))
    }

    static func botIdentity(_ call: Call) async throws -> Identity {
        let user = try await send(Request("GET", "\(verbatim: base)/users/@me"), call)
        return Identity(id: try id(of: user), name: user["username"]?.string ?? "")
    }

    /// What Discord gives everything; without it the answer was cut off, or is somebody else's.
    static func id(of object: JSON) throws -> String {
        if let id = object["id"]?.string { return id }
        throw CallError.retry("Discord's answer is not what it should be: it has no id.")
    }
}
