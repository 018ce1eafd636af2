/// What an ELF file is that is not a shared library.
package enum ELFObjectKind: Hashable, Sendable {
    case object, executable, core
    /// It has the shape of a library but nothing to load: `objcopy --only-keep-debug` makes such files.
    case symbolsOnly
    case other(UInt16)

    var phrase: String {
        switch self {
        case .object: "an object file"
        case .executable: "an executable"
        case .core: "a memory dump"
        case .symbolsOnly: "a file of debug symbols"
        case .other(let type): "an ELF file of type \(type)"
        }
    }
}
