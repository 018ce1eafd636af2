import CLinux
import Glibc

/// The catalogue cache on disk. Its faults are nobody's: a cache that cannot be read or written costs a slower start.
struct CatalogueCacheFile: Sendable {
    /// A hundred plugins with large manifests take a tenth of it.
    private static let largest: UInt64 = 64 << 20

    let path: String
    /// The build of the host: its executable's identity, which no rebuild leaves as it was.
    let host: String

    init(path: String) {
        self.path = path
        host = FileIdentity(path: HostFiles.executable)?.description ?? ""
    }

    /// Blocks. Empty when there is none, or none that this host wrote and nobody else could have changed.
    func read() -> CatalogueCache {
        var identity = file_identity()
        let number = unsafe file_open(path, &identity)
        guard number >= 0 else { return CatalogueCache() }
        let file = Descriptor(number)
        let found = FileIdentity(identity)
        guard found.isRegularFile, found.owner == geteuid(), found.mode & (S_IWGRP | S_IWOTH) == 0, found.size <= Self.largest else {
            return CatalogueCache()
        }
        var bytes = [UInt8](repeating: 0, count: Int(found.size))
        let count = withExtendedLifetime(file) { unsafe file_read(number, &bytes, bytes.count) }
        guard count == bytes.count else { return CatalogueCache() }
        return CatalogueCache(bytes, for: host) ?? CatalogueCache()
    }

    /// Blocks. Whole or not at all: a new file takes the old one's place.
    func write(_ cache: CatalogueCache) {
        let bytes = cache.document(for: host)
        _ = unsafe file_replace(path, bytes, bytes.count)
    }
}
