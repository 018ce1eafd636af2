import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct SlackTests {
    private let bot: JSON = ["id": "conn_1", "scheme": "bot_token", "fields": [:]]
    private let webhook: JSON = ["id": "conn_2", "scheme": "webhook", "fields": [:]]

    @Test func `A bot posts to the channel it is given`() async throws {
        let slack = try Exchange("Slack", answers: .answer(["ok": true, "ts": "1.2", "channel": "C1", "message": [:]]))
        let output = await slack.plugin.outcome("send_message", ["channel": "C1", "text": "Hi", "thread_ts": "0.9"], connection: bot)
        #expect(output == ["ts": "1.2", "channel": "C1"])
        #expect(
            slack.requests == [[
                "method": "POST", "url": "https://slack.com/api/chat.postMessage", "auth": true,
                "json": ["channel": "C1", "text": "Hi", "thread_ts": "0.9", "unfurl_links": true],
            ]])
    }

    @Test func `A bot without a channel sends nothing`() async throws {
        let slack = try Exchange("Slack")
        let error = await slack.plugin.outcome("send_message", ["text": "Hi"], connection: bot)
        #expect(error?["class"] == "invalid_input")
        #expect(error?["field"] == "channel")
        #expect(slack.requests.isEmpty)
    }

    @Test func `A webhook keeps to its own channel and its address stays with the host`() async throws {
        let slack = try Exchange("Slack", answers: .answer(text: "ok"))
        #expect(await slack.plugin.outcome("send_message", ["text": "Hi", "channel": "C9"], connection: webhook) == [:])
        #expect(
            slack.requests == [[
                "method": "POST", "url": "connection:", "auth": true, "json": ["text": "Hi", "unfurl_links": true],
            ]])
    }

    @Test(arguments: [
        ("channel_not_found", "invalid_input"), ("not_in_channel", "invalid_input"), ("msg_too_long", "invalid_input"),
        ("ratelimited", "rate_limited"), ("invalid_auth", "reauthorize"), ("token_revoked", "reauthorize"),
        ("account_inactive", "reauthorize"), ("missing_scope", "permanent"), ("internal_error", "retry"), ("new_error", "permanent"),
    ])
    func `An answer with status 200 that is not ok is an error of Slack's vocabulary`(code: String, expected: String) async throws {
        let slack = try Exchange("Slack", answers: .answer(["ok": false, "error": .string(code)]))
        let error = await slack.plugin.outcome("send_message", ["channel": "C1", "text": "Hi"], connection: bot)
        #expect(error?["class"] == .string(expected))
    }

    @Test(arguments: [
        (404, "no_service", "reauthorize"), (404, "channel_not_found", "permanent"), (400, "invalid_payload", "invalid_input"),
        (403, "action_prohibited", "permanent"), (500, "server error", "retry"),
    ])
    func `A webhook's words are errors too`(status: Int, words: String, expected: String) async throws {
        let slack = try Exchange("Slack", answers: .answer(text: words, status: status))
        let error = await slack.plugin.outcome("send_message", ["text": "Hi"], connection: webhook)
        #expect(error?["class"] == .string(expected))
        #expect(error?["provider_status"] == .number(JSONNumber(status)))
    }

    @Test func `Slack's own wait is kept`() async throws {
        let answer = JSON.answer(["ok": false, "error": "ratelimited"], status: 429, headers: ["retry-after": "30"])
        let slack = try Exchange("Slack", answers: answer)
        let error = await slack.plugin.outcome("send_message", ["channel": "C1", "text": "Hi"], connection: bot)
        #expect(error?["class"] == "rate_limited")
        #expect(error?["retry_after_ms"] == 30_000)
    }

    @Test func `Channels are found page by page`() async throws {
        let slack = try Exchange(
                "Slack",
                answers: .answer([
                    "ok": true, "channels": [["id": "C1", "name": "general"], ["id": "C2", "name": "Random", "purpose": ["value": "Fun"]]],
                    "response_metadata": ["next_cursor": "dGVh"],
                ]))
        let document: JSON = [
            "action": "send_message", "field": "channel", "input": [:], "connection": bot, "search": "rand", "page": "cur",
        ]
        let ending = await slack.plugin.call("options.list", document)
        #expect(
            ending.json == [
                "options": [["value": "C2", "label": "#Random", "description": "Fun"]], "next_page": "dGVh",
            ])
        #expect(slack.requests.first?["query"]?["cursor"] == "cur")
        #expect(slack.requests.first?["query"]?["limit"] == "200")
    }

    @Test func `The identity is the bot's`() async throws {
        let slack = try Exchange(
                "Slack",
                answers: .answer(["ok": true, "url": "https://t.slack.com/", "team": "T", "user": "bot", "team_id": "T1", "user_id": "U1", "bot_id": "B1"]))
        let identity = await slack.plugin.call("auth.identity", ["connection": bot]).json
        #expect(identity?["id"] == "B1")
        #expect(identity?["name"] == "bot in T")
        #expect(identity?["details"] == ["team_id": "T1", "team": "T", "user_id": "U1"])
    }
}
