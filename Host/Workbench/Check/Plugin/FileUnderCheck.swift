import Glibc
import PluginHost

/// A file, before any of its code runs.
struct FileUnderCheck: Sendable {
    let path: String
    /// Whether any user of the machine could change it.
    let isWritableByOthers: Bool
    /// The file as the host would read it, or why the host would not.
    let file: Result<PluginFile, PluginRefusal>
    /// What its tables say; nil when they cannot be read.
    let binary: PluginBinary?
    let traits: BinaryTraits?

    init(path: String) {
        self.path = path
        isWritableByOthers = FileIdentity(path: path).map { $0.mode & S_IWOTH != 0 } ?? false
        do throws(PluginRefusal) {
            let file = try PluginFile(path: path)
            binary = try file.binary()
            traits = try? BinaryTraits(file.bytes)
            self.file = .success(file)
        } catch {
            file = .failure(error)
            (binary, traits) = (nil, nil)
        }
    }

    /// The name without `.so`, which is to be the connector's id.
    var stem: String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(".so") ? String(name.dropLast(".so".count)) : name
    }
}
