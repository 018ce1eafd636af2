import Logging
import Model
import Synchronization

extension PluginHost {
    /// Compares the folder with the catalogue: takes out what is gone, and has what is new wait to be loaded. True when a file is
    /// not whole yet.
    func look() async -> Bool {
        let folder = PluginFolder(path: configuration.folder)
        guard let listing = await files.run({ folder.listing(wallClock: wallClockNanoseconds()) }) else {
            if missing.exchange(true, ordering: .relaxed) == false {
                logger.warning("plugins folder cannot be read", metadata: ["folder": "\(configuration.folder)"])
            }
            return false
        }
        missing.store(false, ordering: .relaxed)
        let decision = settling.withLock { $0.decide(listing, now: .now) }
        for id in decision.remove { remove(id) }
        for found in decision.load { catalogue.withLock { $0.loads.add(found) }?.abandon() }
        if !decision.remove.isEmpty {
            updated.send(plugins)
            await keepCache()
        }
        return decision.lookAgain
    }

    private func remove(_ id: String) {
        let (load, runtime) = catalogue.withLock { catalogue in
            cache.withLock { $0.records[id] = nil }
            return (catalogue.loads.remove(id), catalogue.remove(id))
        }
        load?.abandon()
        runtime?.retire()
    }
}
