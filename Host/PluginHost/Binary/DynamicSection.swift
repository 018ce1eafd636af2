/// What the loader is told: where the symbols are, which libraries come along (`PT_DYNAMIC`).
struct DynamicSection {
    /// Entries read, and libraries kept; real files have a few dozen. More would make time grow faster than the file.
    private static let entryLimit: UInt64 = 4096
    private static let libraryLimit = 1024
    /// Of a library's name: PATH_MAX.
    private static let nameLimit = 4096

    private enum Tag: UInt64 {
        case end = 0
        case needed = 1
        case hash = 4
        case stringTable = 5
        case symbolTable = 6
        case stringTableSize = 10
        case runtimePathOld = 15
        case textRelocations = 22
        case runtimePath = 29
        case flags = 30
        case gnuHash = 0x6FFF_FEF5
        case flags1 = 0x6FFF_FFFB
    }

    private var values: [Tag: UInt64] = [:]
    private var needed: [UInt64] = []

    init(of file: ELFFile) throws(PluginBinaryError) {
        guard let segment = file.segments.first(where: { $0.type == .dynamic }) else { throw .notSharedObject(.symbolsOnly) }
        _ = try file.bytes.slice(at: segment.offset, size: segment.fileSize)
        guard segment.fileSize > 0, file.place(of: segment.address) != nil else { throw .notSharedObject(.symbolsOnly) }
        for index in 0..<min(segment.fileSize / 16, Self.entryLimit) {
            let start = segment.offset + index * 16
            guard let tag = Tag(rawValue: try file.bytes.number(UInt64.self, at: start)) else { continue }
            if tag == .end { break }
            let value = try file.bytes.number(UInt64.self, at: start + 8)
            if tag == .needed { needed.append(value) } else { values[tag] = value }
        }
        // DF_1_PIE: an executable that looks like a library; dlopen refuses it.
        if values[.flags1, default: 0] & 0x0800_0000 != 0 { throw .notSharedObject(.executable) }
    }

    var symbolTable: UInt64? { values[.symbolTable] }
    var hashTable: UInt64? { values[.hash] }
    var gnuHashTable: UInt64? { values[.gnuHash] }

    /// The loader must write into code to load it: DT_TEXTREL, or DF_TEXTREL among the flags.
    var relocatesText: Bool { values[.textRelocations] != nil || values[.flags, default: 0] & 4 != 0 }

    /// Where the loader looks for libraries first; nil when the file does not say.
    func runtimePath(in file: ELFFile) -> String? {
        guard let start = values[.runtimePath] ?? values[.runtimePathOld], let table = stringTable(in: file) else { return nil }
        return file.bytes.text(at: table.offset + start, limit: Self.nameLimit)
    }

    /// Where in the file the names are, and how many bytes they take; nil when there are none.
    func stringTable(in file: ELFFile) -> (offset: UInt64, size: UInt64)? {
        guard let address = values[.stringTable], let place = file.place(of: address) else { return nil }
        return (place.offset, min(place.available, values[.stringTableSize] ?? place.available))
    }

    func neededLibraries(in file: ELFFile) throws(PluginBinaryError) -> [String] {
        guard needed.count <= Self.libraryLimit else { throw .damaged("it needs \(needed.count) libraries") }
        guard let table = stringTable(in: file) else {
            if needed.isEmpty { return [] }
            throw .damaged("it has no table of names")
        }
        var names: [String] = []
        for start in needed {
            guard start < table.size, let name = file.bytes.text(at: table.offset + start, limit: Self.nameLimit) else {
                throw .damaged("the name of a library it needs is not in the table of names")
            }
            names.append(name)
        }
        return names
    }
}
