import PluginKit

struct Message: Form {
    let channel: String?
    let text: String
    let blocks: [JSON]?
    let thread: String?
    let unfurl: Bool

    init(_ field: inout Fields) throws {
        channel = try field(
            "channel", "Channel", .options(Slack.channels),
            .help("Id or name of the channel. An incoming webhook has its own and needs none."), .placeholder("#general"))
        // https://api.slack.com/changelog/2018-04-truncating-really-long-messages
        text = try field(
            "text", "Text", .multiline, .length(1...40_000), .help("Slack's mrkdwn: *bold*, _italic_, <https://…|link>."))
        blocks = try field("blocks", "Blocks", .advanced, .count(1...50), .help("Block Kit; the text is then the fallback."))
        thread = try field("thread_ts", "Reply to", .advanced, .help("`ts` of the message to answer in its thread."))
        unfurl = try field("unfurl_links", "Show link previews", .advanced, .default(true))
    }

    /// - Parameter channel: Nil for a webhook, whose channel cannot be changed.
    func json(to channel: String?) -> JSON {
        .members(["channel": channel, "text": text, "blocks": blocks, "thread_ts": thread, "unfurl_links": unfurl])
    }
}

extension Slack {
    var sendMessage: Action {
        Action(
            "send_message", "Send a message",
            .description("Posts a message to a channel."),
            .noun("message"),
            .documentation("https://docs.slack.dev/reference/methods/chat.postMessage"),
            .scopes("chat:write"),
            .output(Field("ts", "Message id", .optional), Field("channel", "Channel id", .optional)),
            .sample(input: ["channel": "C0123456789", "text": "Hello"]),
            .sample(output: ["ts": "1731000000.000100", "channel": "C0123456789"])
        ) { (message: Message, call) in
            guard call.connection?.scheme == "bot_token" else { return try await postToWebhook(message, call) }
            guard let channel = message.channel else {
                throw CallError.invalidInput("A bot needs to know the channel.", field: "channel")
            }
            let answer = try await Slack.post("chat.postMessage", message.json(to: channel), call)
            return .members(["ts": answer["ts"], "channel": answer["channel"]])
        }
    }
}

/// A webhook answers "ok" and says nothing about the message; its errors are words, with a status of their own.
/// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
private func postToWebhook(_ message: Message, _ call: Call) async throws -> JSON {
    let response = try await call.http.send(Request("POST", .connection(), .json(message.json(to: nil))))
    if response.status == 200 { return [:] }
    if let code = response.text, [400, 403, 404, 410].contains(response.status) {
        throw webhookFailure(code, response.status)
    }
    throw response.failure(now: call.now) ?? .permanent("Slack answered \(response.status).")
}

private func webhookFailure(_ code: String, _ status: Int) -> CallError {
    var failure =
        switch code {
        case "no_service", "no_service_id", "no_team", "team_disabled", "invalid_token":
            CallError.reauthorize("The webhook is gone (\(code)); make a new one.")
        case "channel_not_found", "channel_is_archived", "action_prohibited", "posting_to_general_channel_denied":
            CallError.permanent("The webhook's channel takes no messages (\(code)).")
        case "user_not_found", "invalid_payload", "no_text", "too_many_attachments":
            CallError.invalidInput("Slack does not take the message (\(code)).")
        default:
            Slack.failure(code)
        }
    failure.providerStatus = status
    return failure
}
