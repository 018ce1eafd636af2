/// Everything in `plugins.d`, and who answers to which name. A value.
struct Catalogue {
    struct Item: Sendable {
        var entry: PluginEntry
        var serving: ServingPlugin?
    }

    private(set) var items: [String: Item] = [:]
    /// Ids and aliases of the serving connectors.
    private var names: [String: ServingPlugin] = [:]

    /// Puts a plugin in, or in the place of the one from the same file. Gives the runtime nothing leads to any more.
    mutating func install(_ item: Item) -> (any PluginRuntime)? {
        let replaced = items[item.entry.id]?.serving?.runtime
        items[item.entry.id] = item
        rebuildNames()
        return replaced
    }

    mutating func remove(_ id: String) -> (any PluginRuntime)? {
        let removed = items.removeValue(forKey: id)?.serving?.runtime
        rebuildNames()
        return removed
    }

    /// The connector of that id or alias.
    subscript(name: String) -> ServingPlugin? { names[name] }

    var serving: [ServingPlugin] { items.values.compactMap(\.serving).sorted { $0.connector.id < $1.connector.id } }

    /// By the id of each file, whether its connector takes calls.
    var standings: [String: ConnectorStanding] { items.mapValues(\.standing) }

    var entries: [PluginEntry] {
        items.values.map { item in
            var entry = item.entry
            entry.runtime = item.serving?.runtime.state
            return entry
        }.sorted { $0.id < $1.id }
    }

    /// An id beats an alias, the first file (by name) a later one.
    private mutating func rebuildNames() {
        names = [:]
        let serving = serving
        for plugin in serving { names[plugin.connector.id] = plugin }
        for plugin in serving {
            for alias in plugin.connector.manifest.aliases where names[alias] == nil { names[alias] = plugin }
        }
    }
}

extension Catalogue.Item {
    fileprivate var standing: ConnectorStanding {
        guard let serving else {
            if case .refused(let sentence) = entry.state { return .unavailable(.refused(sentence)) }
            return .unavailable(.disabled)
        }
        if case .quarantined(let reason) = serving.runtime.state { return .unavailable(.quarantined(reason)) }
        return .available(serving.connector)
    }
}
