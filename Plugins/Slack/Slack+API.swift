import PluginKit

extension Slack {
    /// Calls a method of Slack's Web API with the bot's token.
    ///
    /// - Throws: ``CallError`` also for the answers with status 200 that say `"ok":false`.
    static func call(_ method: String, _ parameters: Query, _ call: Call) async throws -> JSON {
        try checked(try await call.http.get("https://slack.com/api/\(method)", query: parameters).json)
    }

    static func post(_ method: String, _ message: JSON, _ call: Call) async throws -> JSON {
        try checked(try await call.http.post("https://slack.com/api/\(method)", .json(message)).json)
    }

    private static func checked(_ answer: JSON) throws -> JSON {
        guard answer["ok"]?.bool == true else { throw failure(answer["error"]?.string ?? "unknown_error") }
        return answer
    }

    /// Slack's vocabulary of errors: https://docs.slack.dev/reference/methods/chat.postMessage#errors
    static func failure(_ code: String) -> CallError {
        switch code {
        case "channel_not_found":
            .invalidInput("Slack knows no such channel, or the bot may not see it.", field: "channel")
        case "not_in_channel":
            .invalidInput("The bot is not in the channel; invite it with /invite.", field: "channel")
        case "is_archived", "restricted_action", "cannot_dm_bot", "channel_is_archived":
            .invalidInput("Slack does not let this app post there (\(code)).", field: "channel")
        case "no_text", "msg_too_long", "markdown_text_conflict":
            .invalidInput("Slack does not take the text (\(code)).", field: "text")
        case "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long":
            .invalidInput("Slack does not take the blocks (\(code)).", field: "blocks")
        case "cannot_reply_to_message", "thread_not_found":
            .invalidInput("Slack finds no such message to reply to.", field: "thread_ts")
        case "ratelimited", "rate_limited", "message_limit_exceeded":
            .rateLimited("Slack asks to wait.", after: .seconds(1))
        case "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "org_login_required":
            .reauthorize("Slack does not accept the token any more (\(code)).")
        case "missing_scope", "no_permission", "not_allowed_token_type", "ekm_access_denied":
            .permanent("The token lacks a permission (\(code)).")
        case "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org":
            .retry("Slack has a problem of its own (\(code)).")
        default:
            .permanent("Slack answered \(code).")
        }
    }

    /// Whose token it is.
    static func identity(_ call: Call) async throws -> Identity {
        let answer = try await post("auth.test", [:], call)
        guard let id = answer["bot_id"]?.string ?? answer["user_id"]?.string else {
            throw CallError.retry("Slack did not say whose token it is.")
        }
        return Identity(
            id: id,
            name: "\(answer["user"]?.string ?? "") in \(answer["team"]?.string ?? "")",
            url: answer["url"]?.string,
            details: .members(["team_id": answer["team_id"], "team": answer["team"], "user_id": answer["user_id"]])
        )
    }
}
