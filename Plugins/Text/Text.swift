public import PluginKit

/// Reads, writes and changes text; asks nobody.
struct Text: Connector {
    let about = About(
        "text", "Text", version: "1.0.0",
        .description("JSON, CSV, Markdown, dates and regular expressions."),
        .category(.utilities),
        .icon(Self.icon),
        .keywords("json", "csv", "markdown", "html", "date", "time zone", "regular expression", "format", "parse")
    )

    var actions: [Action] {
        jsonActions
        csvActions
        markdownToHTML
        dateActions
        patternActions
    }
}

@c @implementation
public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(Text(), to: host) }
