import PluginKit

extension Discord {
    /// The servers the bot is in, 200 at a time. https://discord.com/developers/docs/resources/user#get-current-user-guilds
    static let servers = OptionSource(paging: true) { query, call in
        let request = Request("GET", "\(verbatim: base)/users/@me/guilds", query: ["limit": 200, "after": query.page])
        let servers = try await send(request, call).array ?? []
        return OptionPage(
            servers.compactMap { server in option(server, label: \.self) },
            next: servers.count == 200 ? servers.last?["id"]?.string : nil)
    }

    /// The channels of a server that take messages: text (0), announcements (5), and voice with text (2).
    /// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
    static let channels = OptionSource(search: true, dependsOn: ["server"]) { query, call in
        guard let server = query.input["server"]?.string else {
            throw CallError.invalidInput("Pick a server first.", field: "server")
        }
        let channels = try await send(Request("GET", "\(verbatim: base)/guilds/\(server)/channels"), call).array ?? []
        let wanted = query.search?.lowercased()
        return OptionPage(
            channels.compactMap { channel in
                guard let type = channel["type"]?.int64, [0, 2, 5].contains(type) else { return nil }
                guard wanted.map({ channel["name"]?.string?.lowercased().contains($0) == true }) ?? true else { return nil }
                return option(channel) { "#" + $0 }
            })
    }

    private static func option(_ object: JSON, label: (String) -> String) -> Option? {
        guard let id = object["id"]?.string, let name = object["name"]?.string else { return nil }
        return Option(id, label: label(name))
    }
}
