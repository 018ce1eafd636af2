/// The head and the tables of an ELF64 shared object for this machine. Layouts are those of the System V ABI, chapters 4 and 5.
struct ELFFile {
    let bytes: FileBytes
    let segments: [ELFSegment]
    let sections: [ELFSection]

    init(_ bytes: [UInt8]) throws(PluginBinaryError) {
        let file = FileBytes(bytes: bytes)
        guard bytes.starts(with: [0x7F] + "ELF".utf8) else { throw .notELF(FileKind(bytes)) }
        try Self.checkIdentity(file)
        self.bytes = file
        segments = try Self.table(of: file, at: file.number(UInt64.self, at: 32), count: file.number(UInt16.self, at: 56),
            entrySize: file.number(UInt16.self, at: 54), expected: ELFSegment.size, ELFSegment.init)
        sections = try Self.table(of: file, at: file.number(UInt64.self, at: 40), count: file.number(UInt16.self, at: 60),
            entrySize: file.number(UInt16.self, at: 58), expected: ELFSection.size, ELFSection.init)
        for segment in segments where segment.type == .load { _ = try file.slice(at: segment.offset, size: segment.fileSize) }
    }

    private static func checkIdentity(_ file: FileBytes) throws(PluginBinaryError) {
        let byteOrder = try file.number(UInt8.self, at: 5)
        if byteOrder == 2 { throw .wrongByteOrder }
        guard byteOrder == 1 else { throw .damaged("it has the byte order \(byteOrder)") }
        let machine = ELFMachine(rawValue: try file.number(UInt16.self, at: 18))
        let width = try file.number(UInt8.self, at: 4)
        if width == 1 { throw .wrongClass(machine) }
        guard width == 2 else { throw .damaged("it has the class \(width)") }
        guard machine == .host else { throw .wrongMachine(machine) }
        switch try file.number(UInt16.self, at: 16) {
        case 3: break
        case 1: throw .notSharedObject(.object)
        case 2: throw .notSharedObject(.executable)
        case 4: throw .notSharedObject(.core)
        case let type: throw .notSharedObject(.other(type))
        }
        _ = try file.slice(at: 0, size: 64)
    }

    private static func table<Entry>(
        of file: FileBytes, at offset: UInt64, count: UInt16, entrySize: UInt16, expected: UInt64,
        _ read: (FileBytes, UInt64) throws(PluginBinaryError) -> Entry
    ) throws(PluginBinaryError) -> [Entry] {
        guard offset > 0, count > 0 else { return [] }
        guard UInt64(entrySize) == expected else { throw .damaged("a table has entries of \(entrySize) bytes instead of \(expected)") }
        _ = try file.slice(at: offset, size: UInt64(count) * expected)
        var entries: [Entry] = []
        for index in 0..<UInt64(count) { entries.append(try read(file, offset + index * expected)) }
        return entries
    }

    /// Where in the file the byte is that will be at `address`, and how many follow it in its segment.
    func place(of address: UInt64) -> (offset: UInt64, available: UInt64)? {
        for segment in segments where segment.type == .load && address >= segment.address {
            let distance = address - segment.address
            if distance < segment.fileSize { return (segment.offset + distance, segment.fileSize - distance) }
        }
        return nil
    }
}
