public import PluginKit

/// Posts to Discord, with a channel's webhook or as a bot.
struct Discord: Connector {
    let about = About(
        "discord", "Discord", version: "1.0.0",
        .description("Send messages to channels of a Discord server."),
        .category(.communication),
        .icon(Self.icon),
        .documentation("https://discord.com/developers/docs"),
        .keywords("chat", "message", "channel", "server"),
        .hosts(AllowedHost("discord.com", methods: ["GET", "POST"]), AllowedHost("discordapp.com", methods: ["GET", "POST"])),
        .limits(concurrency: 32, timeout: .seconds(30)),
        // https://discord.com/developers/docs/topics/rate-limits: 50 requests per second and bot, over all routes.
        .rateLimit(RateLimit(50, per: .seconds(1)))
    )

    var auth: [Auth] {
        Auth.urlSecret(
            "webhook", "Webhook",
            url: Field("webhook_url", "Webhook URL", .placeholder("https://discord.com/api/webhooks/…/…")),
            pattern: "^https://(discord|discordapp)\\.com/api/(v[0-9]+/)?webhooks/[0-9]+/[A-Za-z0-9_-]+$",
            .setup("""
                1. In Discord, open the channel's settings, **Integrations**, **Webhooks**.
                2. Make a **New Webhook** and **Copy Webhook URL**.
                """),
            .hosts("discord.com", "discordapp.com"),
            .identity(Self.webhookIdentity)
        )
        Auth.bearer(
            "bot_token", "Bot token",
            token: Field("token", "Bot token", .length(50...120)),
            prefix: "Bot ",
            .setup("""
                1. Open the [developer portal](https://discord.com/developers/applications) and create an application.
                2. Under **Bot**, **Reset Token** and copy it.
                3. Under **Installation**, add the scope `bot` with the permissions *View Channels* and *Send Messages*, and open \
                the link to add the bot to your server.
                """),
            .hosts("discord.com"),
            .identity(Self.botIdentity)
        )
    }

    var actions: [Action] {
        sendMessage
    }
}

@c @implementation
public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(Discord(), to: host) }
