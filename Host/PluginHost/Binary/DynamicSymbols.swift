/// The symbols that the loader sees, `DT_SYMTAB`.
struct DynamicSymbols {
    /// `Elf64_Sym`.
    private static let entrySize: UInt64 = 24
    /// Of a name; C++ and Swift have long ones.
    private static let nameLimit = 4096
    private let file: FileBytes
    /// Of the first symbol, which is the empty one, and how many there are.
    private let start: UInt64
    private let count: UInt64
    private let names: (offset: UInt64, size: UInt64)

    init(of file: ELFFile, _ dynamic: DynamicSection) throws(PluginBinaryError) {
        self.file = file.bytes
        guard let address = dynamic.symbolTable, let place = file.place(of: address) else { throw .damaged("it has no table of symbols") }
        guard let names = dynamic.stringTable(in: file) else { throw .damaged("it has no table of names") }
        self.names = names
        start = place.offset
        // The table does not say how long it is; what is beyond the segment cannot be loaded.
        count = min(try Self.count(file, dynamic), place.available / Self.entrySize)
    }

    /// Names of the functions defined here that start with `prefix` and have at most `rest` bytes more.
    func definedFunctions(prefix: String, rest: Int) throws(PluginBinaryError) -> Set<String> {
        let prefix = Array(prefix.utf8)
        var found: Set<String> = []
        for index in 0..<count {
            let symbol = start + index * Self.entrySize
            let name = UInt64(try file.number(UInt32.self, at: symbol))
            guard name < names.size, file.starts(with: prefix, at: names.offset + name), try isExportedFunction(symbol) else { continue }
            if let name = file.text(at: names.offset + name, limit: prefix.count + rest) { found.insert(name) }
        }
        return found
    }

    /// Names of all that is defined here and seen by others, functions or not, up to `limit` of them.
    func exports(limit: Int) throws(PluginBinaryError) -> [String] {
        var found: [String] = []
        for index in 0..<count where found.count < limit {
            let symbol = start + index * Self.entrySize
            let name = UInt64(try file.number(UInt32.self, at: symbol))
            guard name > 0, name < names.size, try isExported(symbol) else { continue }
            if let name = file.text(at: names.offset + name, limit: Self.nameLimit) { found.append(name) }
        }
        return found
    }

    private func isExportedFunction(_ symbol: UInt64) throws(PluginBinaryError) -> Bool {
        guard try isExported(symbol) else { return false }
        return try file.number(UInt8.self, at: symbol + 4) & 0xF == 2 // STT_FUNC
    }

    private func isExported(_ symbol: UInt64) throws(PluginBinaryError) -> Bool {
        let binding = try file.number(UInt8.self, at: symbol + 4) >> 4
        let visibility = try file.number(UInt8.self, at: symbol + 5) & 3
        let section = try file.number(UInt16.self, at: symbol + 6)
        // STB_GLOBAL or STB_WEAK; neither STV_INTERNAL nor STV_HIDDEN; not SHN_UNDEF.
        return (binding == 1 || binding == 2) && visibility != 1 && visibility != 2 && section != 0
    }

    /// How many symbols there are: as DT_HASH says, else by DT_GNU_HASH, else by the sections.
    private static func count(_ file: ELFFile, _ dynamic: DynamicSection) throws(PluginBinaryError) -> UInt64 {
        if let place = dynamic.hashTable.flatMap(file.place) {
            return UInt64(try file.bytes.number(UInt32.self, at: place.offset + 4))
        }
        if let place = dynamic.gnuHashTable.flatMap(file.place) {
            return try GNUHashTable(file.bytes, at: place.offset).symbolCount(file.bytes)
        }
        return (file.sections.first { $0.type == .dynamicSymbols }?.length ?? 0) / entrySize
    }
}
