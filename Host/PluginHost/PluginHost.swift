package import Logging
package import Model
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
    let updated = Broadcast<[PluginEntry]>()
    private let standings = Broadcast<[String: ConnectorStanding]>()
    /// What subscribers have heard last.
    private let told = Mutex<[String: ConnectorStanding]>([:])
    let signals = Signals()
    /// The folder could not be read the last time; said once.
    let missing = Atomic(false)
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
        let spawner = WorkerSpawner(worker: configuration.worker, users: configuration.users, reactor: reactor)
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

    /// The list of plugins, now and after each change; a slow reader misses all but the newest.
    package func updates() -> AsyncStream<[PluginEntry]> { updated.subscribe(first: plugins) }

    /// What happens to connectors: first what there is, then each change.
    package func changes() -> ConnectorChanges {
        ConnectorChanges(standings: standings.subscribe(first: catalogue.withLock { $0.standings }))
    }

    /// Whether a connector, by id or alias, takes calls now, and if not, why.
    package func standing(of name: String) -> ConnectorStanding {
        catalogue.withLock { catalogue in
            catalogue.standings[catalogue[name]?.connector.id ?? name] ?? .unavailable(.missing)
        }
    }

    /// Tells subscribers what has changed since they were told last, the end of a quarantine included.
    func tell() {
        let now = catalogue.withLock { $0.standings }
        let isNew = told.withLock { told in
            defer { told = now }
            return told != now
        }
        if isNew { standings.send(now) }
    }

    /// Runs a call to its end and gives the document of its answer.
    ///
    /// An `action.run` is checked against the action's input schema first. Cancelling the task cancels the call.
    package func call(connector name: String, _ call: PluginCall) async throws(CallFailure) -> [UInt8] {
        let plugin = try serving(name)
        guard call.operation == .actionRun else { return try await plugin.run(call) }
        var checked = call
        checked.input = try plugin.connector.checkedEnvelope(call.input)
        return try await plugin.run(checked)
    }

    /// Ends what runs a connector, if it is idle; the next call starts it anew. For an admin, and to measure a start.
    package func restart(_ name: String) {
        catalogue.withLock { $0[name]?.runtime }?.stopIdle(since: .now)
    }

    func serving(_ name: String) throws(CallFailure) -> ServingPlugin {
        if let plugin = catalogue.withLock({ $0[name] }) { return plugin }
        guard case .unavailable(let reason) = standing(of: name) else { throw .replaced } // it came this moment
        throw CallFailure(.connectorUnavailable, "The connector \(name) is not available. \(reason)")
    }

    /// Watches the folder, unless that is going on already.
    func watchFolder() {
        watch.withLock { watch in
            guard watch == nil else { return }
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
