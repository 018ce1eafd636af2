import PluginKit

struct Message: Form {
    let server: String?
    let channel: String?
    let content: String
    let username: String?
    let embeds: [JSON]?
    let replyTo: String?
    let mentions: Bool

    init(_ field: inout Fields) throws {
        server = try field("server", "Server", .options(Discord.servers), .help("Only narrows the choice of channels."))
        channel = try field(
            "channel", "Channel", .options(Discord.channels), .pattern("^[0-9]{15,21}$"),
            .help("A webhook has its own channel and needs none."))
        // https://discord.com/developers/docs/resources/message#create-message
        content = try field("content", "Text", .multiline, .length(1...2000), .help("Discord's Markdown."))
        username = try field("username", "Shown name", .advanced, .length(1...80), .help("With a webhook only."))
        embeds = try field("embeds", "Embeds", .advanced, .count(1...10))
        replyTo = try field("reply_to", "Reply to", .advanced, .help("Id of the message to answer. As a bot only."))
        mentions = try field(
            "allow_mentions", "Notify who is mentioned", .advanced, .default(false),
            .help("Otherwise @everyone and other mentions in the text notify nobody."))
    }

    /// Whose mention notifies: by default nobody's, because the text is often somebody else's.
    private var allowedMentions: JSON? { mentions ? nil : ["parse": []] }

    var asBot: JSON {
        .members([
            "content": content, "embeds": embeds, "allowed_mentions": allowedMentions,
            "message_reference": replyTo.map { JSON.object(["message_id": .string($0)]) },
        ])
    }

    var asWebhook: JSON {
        .members(["content": content, "embeds": embeds, "allowed_mentions": allowedMentions, "username": username])
    }
}

extension Discord {
    var sendMessage: Action {
        Action(
            "send_message", "Send a message",
            .description("Posts a message to a channel."),
            .noun("message"),
            .documentation("https://discord.com/developers/docs/resources/message#create-message"),
            .output(Field("id", "Message id"), Field("channel_id", "Channel id")),
            .sample(input: ["channel": "1234567890123456789", "content": "Hello"]),
            .sample(output: ["id": "1234567890123456780", "channel_id": "1234567890123456789"])
        ) { (message: Message, call) in
            let answer = try await Discord.send(try request(message, call), call)
            return .members(["id": try Discord.id(of: answer), "channel_id": answer["channel_id"]])
        }
    }
}

/// With `wait` a webhook answers with the message that it made.
/// https://discord.com/developers/docs/resources/webhook#execute-webhook
private func request(_ message: Message, _ call: Call) throws -> Request {
    if call.connection?.scheme == "webhook" {
        return Request("POST", .connection(), .json(message.asWebhook), query: ["wait": true])
    }
    guard let channel = message.channel else {
        throw CallError.invalidInput("A bot needs to know the channel.", field: "channel")
    }
    return Request("POST", "\(verbatim: Discord.base)/channels/\(channel)/messages", .json(message.asBot))
}
