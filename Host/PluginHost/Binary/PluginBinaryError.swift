/// Why a file is no plugin that this host can load.
package enum PluginBinaryError: Error, Hashable, Sendable {
    case notELF(FileKind)
    /// It ends before what its tables speak of.
    case truncated(size: Int, needed: UInt64)
    /// 32 bits.
    case wrongClass(ELFMachine)
    case wrongByteOrder
    case wrongMachine(ELFMachine)
    case notSharedObject(ELFObjectKind)
    /// A table contradicts itself or the file; the phrase says which.
    case damaged(String)
    case noEntry
    /// It exports an entry, but only of other major versions; the highest.
    case otherABI(Int)
}

extension PluginBinaryError: CustomStringConvertible {
    /// A sentence for the admin, beside the name of the file, that says what to do.
    package var description: String {
        switch self {
        case .notELF(let kind):
            "It \(kind.phrase), not a shared library for Linux; \(Self.build)."
        case .truncated(let size, let needed):
            "It is cut off: it has \(size) bytes and its tables need \(needed); copy it again."
        case .wrongClass(let machine):
            "It is built for \(machine) with 32 bits and this host is \(ELFMachine.host) with 64; get a build for \(ELFMachine.host)."
        case .wrongByteOrder:
            "It is built for a big-endian machine and this host is little-endian; get a build for \(ELFMachine.host)."
        case .wrongMachine(let machine):
            "It is built for \(machine) and this host is \(ELFMachine.host); get a build for \(ELFMachine.host)."
        case .notSharedObject(let kind):
            "It is \(kind.phrase), not a shared library; link it with -shared."
        case .damaged(let what):
            "It is damaged: \(what); copy it again, or build it anew."
        case .noEntry:
            "It exports no patchbay_plugin_v\(Self.major), so it is not a Patchbay plugin; "
                + "take it out of the folder, or export the function."
        case .otherABI(let major) where major > Self.major:
            "It is for plugin ABI \(major), this host speaks \(Self.major); update the host, or install a build for ABI \(Self.major)."
        case .otherABI(let major):
            "It is for plugin ABI \(major), this host speaks \(Self.major); install a build for ABI \(Self.major)."
        }
    }

    private static let major = PluginBinary.abiMajor

    private static let build = "put a build of the plugin for \(ELFMachine.host) here"
}
