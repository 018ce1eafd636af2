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
    /// A sentence for the admin, without the name of the file in front: “is for plugin ABI 2, …; install a build for ABI 1.”
    package var description: String {
        switch self {
        case .notELF(let kind):
            "\(kind.phrase), not a shared library for Linux; \(Self.build)."
        case .truncated(let size, let needed):
            "is cut off: it has \(size) bytes and its tables need \(needed); copy it again."
        case .wrongClass(let machine):
            "is built for \(machine) with 32 bits and this host is \(ELFMachine.host) with 64; get a build for \(ELFMachine.host)."
        case .wrongByteOrder:
            "is built for a big-endian machine and this host is little-endian; get a build for \(ELFMachine.host)."
        case .wrongMachine(let machine):
            "is built for \(machine) and this host is \(ELFMachine.host); get a build for \(ELFMachine.host)."
        case .notSharedObject(let kind):
            "is \(kind.phrase), not a shared library; link it with -shared."
        case .damaged(let what):
            "is damaged: \(what); copy it again, or build it anew."
        case .noEntry:
            "exports no patchbay_plugin_v\(PluginBinary.abiMajor), so it is not a Patchbay plugin; take it out of the folder, or export the function."
        case .otherABI(let major) where major > PluginBinary.abiMajor:
            "is for plugin ABI \(major), this host speaks \(PluginBinary.abiMajor); update the host, or install a build for ABI \(PluginBinary.abiMajor)."
        case .otherABI(let major):
            "is for plugin ABI \(major), this host speaks \(PluginBinary.abiMajor); install a build for ABI \(PluginBinary.abiMajor)."
        }
    }

    private static let build = "put a build of the plugin for \(ELFMachine.host) here"
}
