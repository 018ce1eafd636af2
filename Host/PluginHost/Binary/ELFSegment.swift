/// A part of an ELF file that is mapped or read when it is loaded, `Elf64_Phdr`.
struct ELFSegment {
    enum Kind: UInt32 {
        case load = 1
        case dynamic = 2
        case note = 4
        case gnuStack = 0x6474_E551
    }

    static let size: UInt64 = 56

    /// Nil for the kinds that do not matter here.
    let type: Kind?
    /// PF_X, PF_W, PF_R.
    let flags: UInt32
    let offset: UInt64
    let address: UInt64
    let fileSize: UInt64
    let alignment: UInt64

    var isExecutable: Bool { flags & 1 != 0 }
    var isWritable: Bool { flags & 2 != 0 }

    init(_ file: FileBytes, at start: UInt64) throws(PluginBinaryError) {
        type = Kind(rawValue: try file.number(UInt32.self, at: start))
        flags = try file.number(UInt32.self, at: start + 4)
        offset = try file.number(UInt64.self, at: start + 8)
        address = try file.number(UInt64.self, at: start + 16)
        fileSize = try file.number(UInt64.self, at: start + 32)
        alignment = try file.number(UInt64.self, at: start + 48)
    }
}
