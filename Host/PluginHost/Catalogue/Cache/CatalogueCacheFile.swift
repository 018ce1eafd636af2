/// The catalogue cache on disk. Its faults are nobody's: a cache that cannot be read or written costs a slower start.
struct CatalogueCacheFile: Sendable {
    private let file: StateFile
    /// The build of the host: its executable's identity, which no rebuild leaves as it was.
    private let host: String

    init(path: String) {
        file = StateFile(path: path)
        host = FileIdentity(path: HostFiles.executable)?.description ?? ""
    }

    /// Blocks. Empty when there is none, or none that this host wrote and nobody else could have changed.
    func read() -> CatalogueCache {
        file.read().flatMap { CatalogueCache($0, for: host) } ?? CatalogueCache()
    }

    /// Blocks.
    func write(_ cache: CatalogueCache) {
        _ = file.write(cache.document(for: host))
    }
}
