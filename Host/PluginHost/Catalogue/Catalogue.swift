/// Everything in `plugins.d`, and who answers to which name. A value.
struct Catalogue {
    struct Item: Sendable {
        var entry: PluginEntry
        var serving: ServingPlugin?
        /// The build in the folder, when it must not serve yet.
        var held: ServingPlugin?
    }

    private(set) var items: [String: Item] = [:]
    /// What is on its way into the catalogue.
    var loads = LoadQueue()
    /// Ids and aliases of the serving connectors.
    private var names: [String: ServingPlugin] = [:]
    /// By the id of a connector, what it is not called although it says so, as sentences.
    private var lostAliases: [String: [String]] = [:]

    /// Puts a plugin in, or in the place of the one from the same file. Gives the runtime nothing leads to any more.
    mutating func install(_ item: Item) -> (any PluginRuntime)? {
        let replaced = items[item.entry.id]?.serving?.runtime
        items[item.entry.id] = item
        rebuildNames()
        return replaced
    }

    /// Shows a build that must not serve yet. The one before goes on, if it runs: of one that only the cache knows the file is
    /// gone. Gives the runtime nothing leads to any more.
    mutating func hold(_ item: Item, _ found: PluginFile.Found, because reason: String) -> (any PluginRuntime)? {
        guard let new = item.serving else { return install(item) }
        let before = items[item.entry.id]?.serving
        let held = ServingPlugin(new.connector, new.dormant ?? DormantPlugin(found))
        items[item.entry.id] = Item(entry: item.entry.held(reason), serving: before?.following(new.connector.policy), held: held)
        rebuildNames()
        return new.runtime
    }

    /// Lets a build serve that was held, if it still is. Gives the runtime nothing leads to any more.
    mutating func admit(_ held: ServingPlugin) -> (any PluginRuntime)? {
        guard var entry = items[held.connector.id]?.entry, items[held.connector.id]?.held === held else { return nil }
        entry.state = .serving
        return install(Item(entry: entry, serving: held))
    }

    /// Whether the plugin is still what its name leads to.
    func holds(_ dormant: DormantPlugin) -> Bool { items[dormant.found.id]?.serving?.dormant === dormant }

    /// Takes a plugin out. Gives the runtime nothing leads to any more.
    mutating func remove(_ id: String) -> (any PluginRuntime)? {
        let removed = items.removeValue(forKey: id)?.serving?.runtime
        rebuildNames()
        return removed
    }

    /// The connector of that id or alias.
    subscript(name: String) -> ServingPlugin? { names[name] }

    var serving: [ServingPlugin] { items.values.compactMap(\.serving).sorted { $0.connector.id < $1.connector.id } }

    /// A build that is in quarantine.
    struct Quarantined: Hashable, Sendable {
        let plugin: String
        let sha256: String
        let quarantine: Quarantine
    }

    /// In order of the files' ids.
    var quarantines: [Quarantined] {
        serving.flatMap { plugin in
            plugin.quarantines.map { Quarantined(plugin: plugin.connector.id, sha256: plugin.connector.sha256, quarantine: $0) }
        }
    }

    /// Whether the connector of that id or alias takes calls, and if not, why.
    func standing(of name: String) -> ConnectorStanding {
        let id = names[name]?.connector.id ?? name
        return items[id]?.standing ?? .unavailable(loads.files[id] == nil ? .missing : .starting)
    }

    /// By the id of each file, whether its connector takes calls.
    var standings: [String: ConnectorStanding] { items.mapValues(\.standing) }

    /// What became of each file, by id; those that are on their way for the first time included.
    var entries: [PluginEntry] {
        let starting = loads.files.filter { items[$0.key] == nil }.values.map { PluginEntry($0, state: .starting) }
        return (starting + items.values.map { item in
            var entry = item.entry
            entry.runtime = item.serving?.state
            entry.fault = item.serving?.runtime?.fault ?? entry.fault
            entry.warnings += lostAliases[entry.id] ?? []
            return entry
        }).sorted { $0.id < $1.id }
    }

    /// An id beats an alias, the first connector (by id) a later one: the same files always give the same names.
    private mutating func rebuildNames() {
        names = [:]
        lostAliases = [:]
        let serving = serving
        for plugin in serving { names[plugin.connector.id] = plugin }
        for plugin in serving {
            for alias in plugin.connector.manifest.aliases {
                if let owner = names[alias] {
                    guard owner !== plugin else { continue }
                    let sentence = "Its alias \(alias) leads to \(owner.connector.pluginFile), which has that name, too."
                    lostAliases[plugin.connector.id, default: []].append(sentence)
                } else {
                    names[alias] = plugin
                }
            }
        }
    }
}

extension Catalogue.Item {
    fileprivate var standing: ConnectorStanding {
        guard let serving else {
            switch entry.state {
            case .refused(let sentence): return .unavailable(.refused(sentence))
            case .held(let sentence): return .unavailable(.held(sentence))
            case .starting: return .unavailable(.starting)
            case .serving, .disabled: return .unavailable(.disabled)
            }
        }
        if case .quarantined(let reason, _) = serving.state { return .unavailable(.quarantined(reason)) }
        return .available(serving.connector)
    }
}

extension PluginEntry {
    fileprivate func held(_ reason: String) -> PluginEntry {
        var entry = self
        entry.state = .held(reason)
        return entry
    }
}
