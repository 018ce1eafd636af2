import Logging
import Model
import Synchronization

extension PluginHost {
    /// Runs what waits to be loaded, as children of the service's group: nobody waits for them, and they end with it.
    func startLoads(in group: inout DiscardingTaskGroup) {
        while let load = catalogue.withLock({ $0.loads.next() }) {
            group.addTask {
                await self.perform(load)
                self.signals.send(.loaded)
            }
        }
    }

    /// Runs what waits to be loaded, and returns when all is, or when for so long as `patience` nothing has become ready: what
    /// is left waits once more.
    func performLoads(patience: Duration?) async {
        enum Event { case loaded, timeIsUp }
        await withTaskGroup(of: Event.self) { group in
            var running = 0
            func start() {
                while let load = catalogue.withLock({ $0.loads.next() }) {
                    running += 1
                    group.addTask {
                        await self.perform(load)
                        return .loaded
                    }
                }
            }
            func watch() {
                guard let patience else { return }
                group.addTask { [clock = configuration.clock] in
                    try? await clock.sleep(for: patience)
                    return .timeIsUp
                }
            }
            start()
            watch()
            var hasMoved = false
            while running > 0, let event = await group.next() {
                switch event {
                case .loaded:
                    running -= 1
                    hasMoved = true
                    start()
                case .timeIsUp where hasMoved:
                    hasMoved = false
                    watch()
                case .timeIsUp:
                    for load in catalogue.withLock({ $0.loads.startOver() }) { load.abandon() }
                    running = 0
                }
            }
            group.cancelAll()
        }
    }

    /// Gives up what is being loaded.
    func abandonLoads() {
        for load in catalogue.withLock({ $0.loads.removeAll() }) { load.abandon() }
    }

    private func perform(_ load: PluginLoad) async {
        let found = load.found
        if let record = cache.withLock({ $0.records[found.id] }), let item = await loader.recall(found, record) {
            finish(load, .item(item, record)) { $0.loads.end(load) }
        } else {
            finish(load, await loader.load(load)) { $0.loads.end(load) }
        }
    }

    /// Loads for real what was shown from the cache, so that the caller's next look finds what the file truly holds.
    func wake(_ dormant: DormantPlugin) async throws(CallFailure) {
        var isChanging = false
        await dormant.wake {
            let own = catalogue.withLock { $0.loads.begin(dormant.found) }
            // another file, or policy, is on its way: until it is there this one may serve
            let load = own ?? PluginLoad(dormant.found)
            let loaded = await withTaskCancellationHandler {
                await loader.load(load)
            } onCancel: {
                load.abandon()
            }
            if case .changing = loaded { isChanging = true }
            defer { tell() }
            return finish(load, loaded, waking: dormant) { catalogue in
                (catalogue.loads.end(load) || own == nil) && !load.isAbandoned && catalogue.holds(dormant)
            }
        }
        if isChanging { throw .changing }
        if Task.isCancelled { throw .cancelled(.caller) }
    }

    /// Puts what a load gave into the catalogue and the cache, if it still `counts`. True when it did.
    @discardableResult
    private func finish(
        _ load: PluginLoad, _ loaded: PluginLoader.Loaded, waking dormant: DormantPlugin? = nil, if counts: (inout Catalogue) -> Bool
    ) -> Bool {
        let id = load.found.id
        switch loaded {
        case .changing:
            guard catalogue.withLock({ $0.loads.end(load) }) else { return false } // a newer one will tell
            settling.withLock { $0.tryAgain(id) }
            signals.send(.changed)
            return false
        case .item(let item, let record):
            let (isInstalled, leftOver) = catalogue.withLock { catalogue in
                guard counts(&catalogue) else { return (false, item.serving?.runtime) }
                cache.withLock { $0.records[id] = record }
                item.serving?.restore(dormant?.quarantines ?? takeQuarantines(of: id, build: item.entry.sha256))
                if let serving = item.serving, let reason = objection(to: serving.connector) {
                    return (true, catalogue.hold(item, load.found, because: reason))
                }
                return (true, catalogue.install(item))
            }
            leftOver?.retire()
            if isInstalled { log(load) }
            return isInstalled
        }
    }

    /// Says what an admin has to look at.
    private func log(_ load: PluginLoad) {
        guard let entry = catalogue.withLock({ $0.items[load.found.id]?.entry }), let reason = entry.reason else { return }
        switch entry.state {
        case .refused, .held: logger.warning("plugin \(entry.stateName)", metadata: ["plugin": "\(entry.id)", "reason": "\(reason)"])
        case .serving, .starting, .disabled: break
        }
    }
}
