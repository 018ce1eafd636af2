import Logging
import Model
import Synchronization

extension PluginHost {
    /// Files loaded at once: two cores, and each load waits for a process in between.
    private static let loadsAtOnce = 4

    /// Compares the folder with the catalogue and acts on the difference. True when a file is not whole yet.
    func scan() async -> Bool {
        let folder = PluginFolder(path: configuration.folder)
        guard let listing = await files.run({ folder.listing(wallClock: wallClockNanoseconds()) }) else {
            if missing.exchange(true, ordering: .relaxed) == false {
                logger.warning("plugins folder cannot be read", metadata: ["folder": "\(configuration.folder)"])
            }
            return false
        }
        missing.store(false, ordering: .relaxed)
        let decision = settling.withLock { $0.decide(listing, now: .now) }
        for id in decision.remove { catalogue.withLock { $0.remove(id) }?.retire() }
        let isChanging = await load(decision.load)
        if !decision.load.isEmpty || !decision.remove.isEmpty {
            updated.send(plugins)
            await keepCache(without: decision.remove)
        }
        tell()
        return decision.lookAgain || isChanging
    }

    /// True when a file turned out to be changing.
    private func load(_ files: [PluginFile.Found]) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            var rest = files[...]
            for found in rest.prefix(Self.loadsAtOnce) { group.addTask { await self.load(found) } }
            rest = rest.dropFirst(Self.loadsAtOnce)
            var isChanging = false
            for await whole in group {
                if !whole { isChanging = true }
                if let found = rest.popFirst() { group.addTask { await self.load(found) } }
            }
            return isChanging
        }
    }

    /// False when the file is changing: nothing was done.
    private func load(_ found: PluginFile.Found) async -> Bool {
        if let record = cache.withLock({ $0.records[found.id] }), let item = await loader.recall(found, record) {
            catalogue.withLock { $0.install(item) }?.retire()
            return true
        }
        let loaded = await loader.load(found)
        guard let item = note(loaded, found) else { return false }
        catalogue.withLock { $0.install(item) }?.retire()
        return true
    }

    /// Loads for real what was shown from the cache, so that the caller's next look finds what the file truly holds.
    func wake(_ dormant: DormantPlugin) async throws(CallFailure) {
        var isChanging = false
        await dormant.wake {
            let loaded = await loader.load(dormant.found)
            guard let item = note(loaded, dormant.found) else {
                isChanging = true
                return false
            }
            if !catalogue.withLock({ $0.wake(dormant, as: item) }) { item.serving?.runtime?.retire() }
            tell()
            return true
        }
        if isChanging { throw .changing }
    }

    /// Keeps what was learnt of a file; nil when it is to be looked at again.
    private func note(_ loaded: PluginLoader.Loaded, _ found: PluginFile.Found) -> Catalogue.Item? {
        switch loaded {
        case .item(let item, let record):
            cache.withLock { $0.records[found.id] = record }
            return item
        case .changing:
            settling.withLock { $0.tryAgain(found.id) }
            signals.send(.changed)
            return nil
        }
    }
}
