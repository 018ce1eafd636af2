public import PluginKit

/// Posts to Slack, with an incoming webhook or as a bot.
struct Slack: Connector {
    let about = About(
        "slack", "Slack", version: "1.0.0",
        .description("Send messages to channels and people in a Slack workspace."),
        .category(.communication),
        .icon(Self.icon),
        .documentation("https://docs.slack.dev/"),
        .keywords("chat", "message", "channel"),
        .hosts(AllowedHost("slack.com", methods: ["GET", "POST"]), AllowedHost("hooks.slack.com", methods: ["POST"])),
        .limits(concurrency: 32, timeout: .seconds(30)),
        // https://docs.slack.dev/apis/web-api/rate-limits: one message per second and channel, bursts tolerated.
        .rateLimit(RateLimit(1, per: .seconds(1), actions: ["send_message"]))
    )

    var auth: [Auth] {
        Auth.urlSecret(
            "webhook", "Incoming webhook",
            url: Field("webhook_url", "Webhook URL", .placeholder("https://hooks.slack.com/services/T…/B…/…")),
            pattern: "^https://hooks\\.slack\\.com/services/[A-Za-z0-9/]+$",
            .setup("""
                1. Open [your apps](https://api.slack.com/apps) and create one, or pick one.
                2. Under **Incoming Webhooks**, switch them on and **Add New Webhook to Workspace**.
                3. Pick the channel and copy the webhook URL.
                """),
            .hosts("hooks.slack.com")
        )
        Auth.bearer(
            "bot_token", "Bot token",
            token: Field("token", "Bot token", .placeholder("xoxb-…"), .pattern("^xox[abp]-")),
            .setup("""
                1. Open [your apps](https://api.slack.com/apps) and create one, or pick one.
                2. Under **OAuth & Permissions**, add the bot scopes `chat:write`, `channels:read` and `groups:read`.
                3. **Install to Workspace** and copy the *Bot User OAuth Token*.
                4. Invite the bot to the channels it shall post to: `/invite @name`.
                """),
            .hosts("slack.com"),
            .identity(Self.identity)
        )
    }

    var actions: [Action] {
        sendMessage
    }
}

@c @implementation
public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(Slack(), to: host) }
