/// What a plugin's file says of itself, read from its ELF tables without running a byte of it.
package struct PluginBinary: Hashable, Sendable {
    /// Major version of the plugin ABI that this host speaks.
    package static let abiMajor = 1

    /// Names of the libraries it needs, DT_NEEDED.
    package let neededLibraries: [String]
    /// What the author's tools left for the host; nil when there is no note.
    package let note: PluginNote?
    /// The linker's id of this build in hexadecimal, which debuggers and crash reports go by; nil when there is none.
    package let buildID: String?

    /// Whether it needs the shared Swift runtime; a plugin without has its own inside, or is not in Swift.
    package var needsSwiftRuntime: Bool { neededLibraries.contains("libswiftCore.so") }

    /// Reads a file. Every offset in it is checked: damaged and hostile files are refused, in time linear in their size.
    package init(_ bytes: [UInt8]) throws(PluginBinaryError) {
        let file = try ELFFile(bytes)
        let dynamic = try DynamicSection(of: file)
        try PluginEntrySymbol.check(try DynamicSymbols(of: file, dynamic))
        neededLibraries = try dynamic.neededLibraries(in: file)
        let notes = ELFNotes(of: file)
        note = PluginNote(in: notes)
        buildID = notes.first(owner: "GNU", type: 3).flatMap(Self.hexadecimal)
    }

    /// Nil for what is no id: linkers write 8 to 20 bytes.
    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String? {
        guard (1...64).contains(bytes.count) else { return nil }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
