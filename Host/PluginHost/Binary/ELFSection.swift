/// A part of an ELF file as linkers see it, `Elf64_Shdr`. Loading needs none, so a file may have lost them.
struct ELFSection {
    enum Kind: UInt32 {
        case dynamicSymbols = 11
    }

    static let size: UInt64 = 64

    /// Nil for the kinds that do not matter here.
    let type: Kind?
    let length: UInt64

    init(_ file: FileBytes, at start: UInt64) throws(PluginBinaryError) {
        type = Kind(rawValue: try file.number(UInt32.self, at: start + 4))
        length = try file.number(UInt64.self, at: start + 32)
    }
}
