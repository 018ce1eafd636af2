import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct DiscordTests {
    private let bot: JSON = ["id": "conn_1", "scheme": "bot_token", "fields": [:]]
    private let webhook: JSON = ["id": "conn_2", "scheme": "webhook", "fields": [:]]

    @Test func `A bot posts to a channel and mentions nobody by default`() async throws {
        let discord = try Exchange("Discord", answers: .answer(["id": "9", "channel_id": "123456789012345678"]))
        let output = await discord.plugin.outcome(
            "send_message", ["channel": "123456789012345678", "content": "@everyone", "reply_to": "5"], connection: bot)
        #expect(output == ["id": "9", "channel_id": "123456789012345678"])
        let request = try #require(discord.requests.first)
        #expect(request["url"] == "https://discord.com/api/v10/channels/123456789012345678/messages")
        #expect(request["auth"] == true)
        #expect(
            request["json"] == [
                "content": "@everyone", "allowed_mentions": ["parse": []], "message_reference": ["message_id": "5"],
            ])
    }

    @Test func `A webhook is asked for the message that it makes`() async throws {
        let discord = try Exchange("Discord", answers: .answer(["id": "9", "channel_id": "8"]))
        let input: JSON = ["content": "Hi", "username": "Patch", "allow_mentions": true]
        #expect(await discord.plugin.outcome("send_message", input, connection: webhook) == ["id": "9", "channel_id": "8"])
        let request = try #require(discord.requests.first)
        #expect(request["url"] == "connection:")
        #expect(request["query"] == ["wait": "true"])
        #expect(request["json"] == ["content": "Hi", "username": "Patch"])
    }

    @Test(arguments: [
        (404, 10003, "invalid_input"), (404, 10015, "reauthorize"), (401, 50027, "reauthorize"), (403, 50001, "invalid_input"),
        (403, 50013, "permanent"), (400, 50035, "invalid_input"), (500, 0, "retry"),
    ])
    func `Discord's codes say what is at fault`(status: Int, code: Int, expected: String) async throws {
        let answer = JSON.answer(.members(["code": code, "message": "Words"]), status: status)
        let discord = try Exchange("Discord", answers: answer)
        let error = await discord.plugin.outcome("send_message", ["content": "Hi"], connection: webhook)
        #expect(error?["class"] == .string(expected))
        #expect(error?["message"]?.string?.contains("Words") == true)
    }

    @Test func `The wait in the body has fractions`() async throws {
        let answer = JSON.answer(["retry_after": 0.3121, "global": false], status: 429, headers: ["retry-after": "1"])
        let discord = try Exchange("Discord", answers: answer)
        let error = await discord.plugin.outcome("send_message", ["content": "Hi"], connection: webhook)
        #expect(error?["class"] == "rate_limited")
        #expect(error?["retry_after_ms"] == 313)
    }

    @Test func `Channels need a server, and only those that take messages are offered`() async throws {
        let channels: JSON = [["id": "1", "name": "text", "type": 0], ["id": "2", "name": "group", "type": 4], ["id": "3", "name": "news", "type": 5]]
        let discord = try Exchange("Discord", answers: .answer(channels))
        let ask: JSON = ["action": "send_message", "field": "channel", "input": [:], "connection": bot]
        #expect(await discord.plugin.call("options.list", ask).json?["field"] == "server")
        var document = ask.object ?? [:]
        document["input"] = ["server": "77"]
        let options = await discord.plugin.call("options.list", .object(document)).json
        #expect(options?["options"] == [["value": "1", "label": "#text"], ["value": "3", "label": "#news"]])
        #expect(discord.requests.first?["url"] == "https://discord.com/api/v10/guilds/77/channels")
    }
}
