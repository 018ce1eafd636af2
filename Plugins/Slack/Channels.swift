import PluginKit

extension Slack {
    /// The channels that the bot may see, a page at a time.
    ///
    /// Slack has no search over channels, so a search looks at one page after the other and stops where it has enough; the
    /// host asks on with the cursor. https://docs.slack.dev/reference/methods/conversations.list
    static let channels = OptionSource(search: true, paging: true) { query, call in
        let answer = try await Slack.call(
            "conversations.list",
            ["types": "public_channel,private_channel", "exclude_archived": true, "limit": 200, "cursor": query.page], call)
        let wanted = query.search?.lowercased()
        let options = (answer["channels"]?.array ?? []).compactMap { channel -> Option? in
            guard let id = channel["id"]?.string, let name = channel["name"]?.string else { return nil }
            guard wanted.map({ name.lowercased().contains($0) }) ?? true else { return nil }
            return Option(id, label: "#\(name)", description: channel["purpose"]?["value"]?.string)
        }
        let next = answer["response_metadata"]?["next_cursor"]?.string
        return OptionPage(options, next: next == "" ? nil : next)
    }
}
