import Synchronization

extension PluginHost {
    /// Takes up what an earlier run has learnt.
    func readCache() async {
        guard let path = configuration.cache else { return }
        let known = await files.run { CatalogueCacheFile(path: path).read() }
        cache.withLock { $0 = known }
        kept.withLock { $0 = known.records }
    }

    /// Writes what is known now, when it differs from what is on disk.
    func keepCache() async {
        guard let path = configuration.cache, !configuration.onlyLooks else { return }
        let known = cache.withLock { $0 }
        let isNew = kept.withLock { kept in
            defer { kept = known.records }
            return kept != known.records
        }
        if isNew { await files.run { CatalogueCacheFile(path: path).write(known) } }
    }
}
