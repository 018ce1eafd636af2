import Logging
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
        await load(decision.load)
        if !decision.load.isEmpty || !decision.remove.isEmpty { updated.send(plugins) }
        tell()
        return decision.lookAgain
    }

    private func load(_ files: [PluginFile.Found]) async {
        await withTaskGroup(of: Catalogue.Item.self) { group in
            var rest = files[...]
            for found in rest.prefix(Self.loadsAtOnce) { group.addTask { await self.loader.load(found) } }
            rest = rest.dropFirst(Self.loadsAtOnce)
            for await item in group {
                catalogue.withLock { $0.install(item) }?.retire()
                if let found = rest.popFirst() { group.addTask { await self.loader.load(found) } }
            }
        }
    }

}
