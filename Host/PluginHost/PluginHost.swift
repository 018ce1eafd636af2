package import Logging
import Model
import ServiceLifecycle
import Synchronization

/// Finds plugins in a folder, runs them, and takes calls to their connectors.
///
/// `load` reads the folder once; `run` then watches it, stops what is idle, and at a graceful shutdown lets calls in
/// progress end. Calls may come as soon as `load` has returned.
package final class PluginHost: Service {
    package let configuration: PluginHostConfiguration
    let logger: Logger
    let loader: PluginLoader
    let runtimes: RuntimeList
    let catalogue = Mutex(Catalogue())
    let settling = Mutex(FileSettling())
    let files = PermanentThread(name: "patchbay-files")
    let cache = Mutex(CatalogueCache())
    /// What the cache on disk holds.
    let kept = Mutex<[String: PluginRecord]>([:])
    let ledger = Mutex(PluginLedger())
    /// What the ledger on disk holds.
    let keptLedger = Mutex(PluginLedger())
    /// Quarantines from the host before, of files that have not been loaded yet.
    let restorable = Mutex<[String: [QuarantineRecord]]>([:])
    /// The quarantines that the ledger has.
    let noted = Mutex<[Catalogue.Quarantined]>([])
    /// The ledger could not be written; said once.
    let unwritable = Atomic(false)
    let updated = Broadcast<[PluginEntry]>()
    let standings = Broadcast<[String: ConnectorStanding]>()
    /// What subscribers have heard last.
    let told = Mutex<[String: ConnectorStanding]>([:])
    let signals = Signals()
    /// The folder could not be read the last time; said once.
    let missing = Atomic(false)
    private let stopping = Atomic(false)
    private let reactor = Reactor()
    private let ticker: Ticker
    private let watch = Mutex<(FolderWatch, Reactor.Token)?>(nil)

    package init(configuration: PluginHostConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        let runtimes = RuntimeList()
        self.runtimes = runtimes
        ticker = Ticker { now in runtimes.tick(now) }
        _ = ticker.attach(to: reactor)
        let spawner = WorkerSpawner(configuration, reactor: reactor)
        loader = PluginLoader(
            configuration: configuration, files: files, spawner: spawner, ticker: ticker, runtimes: runtimes, signals: signals, logger: logger
        )
    }

    deinit {
        for runtime in runtimes.all { runtime.retire() }
        reactor.end()
    }

    /// Every file in the folder, by id.
    package var plugins: [PluginEntry] { catalogue.withLock { $0.entries } }

    /// Every connector that takes calls, by id.
    package var connectors: [Connector] { catalogue.withLock { $0.serving.map(\.connector) } }

    /// The connector with this id or alias.
    package func connector(_ name: String) -> Connector? { catalogue.withLock { $0[name]?.connector } }

    /// Ends what runs a connector, if it is idle; the next call starts it anew. For an admin, and to measure a start.
    package func restart(_ name: String) {
        catalogue.withLock { $0[name]?.runtime }?.stopIdle(since: .now)
    }

    /// Ends a quarantine, for an admin who has looked at its reason. False when there is none, nil when there is no such plugin.
    package func release(_ id: String) -> Bool? {
        guard let item = catalogue.withLock({ $0.items[id] }) else { return nil }
        guard item.serving?.release() == true else { return false }
        logger.notice("plugin released from quarantine", metadata: ["plugin": "\(id)"])
        signals.send(.fault)
        tell()
        return true
    }

    /// No call is taken any more; those in progress go on.
    var isStopping: Bool {
        get { stopping.load(ordering: .relaxed) }
        set { stopping.store(newValue, ordering: .relaxed) }
    }

    func serving(_ name: String) throws(CallFailure) -> ServingPlugin {
        if let plugin = catalogue.withLock({ $0[name] }) { return plugin }
        guard case .unavailable(let reason) = standing(of: name) else { throw .replaced } // it came this moment
        throw CallFailure(.connectorUnavailable, "The connector \(name) is not available. \(reason)")
    }

    /// Watches the folder, unless that is going on already.
    func watchFolder() {
        watch.withLock { watch in
            guard configuration.watchesFolder, watch == nil else { return }
            guard let made = FolderWatch(configuration.folder, changed: { [weak self] in self?.note($0) }) else { return }
            watch = (made, made.attach(to: reactor))
        }
    }

    private func note(_ events: [FolderWatch.Event]) {
        settling.withLock { settling in
            for event in events where event.isFinished { settling.finished(event.name) }
        }
        signals.send(.changed)
    }
}
