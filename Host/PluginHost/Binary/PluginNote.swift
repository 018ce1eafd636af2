/// The note in a plugin's file (`patchbay_note.h`): lines of `key=value`, filled up with zero bytes.
package struct PluginNote: Hashable, Sendable {
    /// The ABI the author built for: `1.0`.
    package let abi: String?
    /// The compiler whose runtime it needs: `swift-6.3.1`.
    package let toolchain: String?
    /// The connector's id.
    package let id: String?

    /// Bytes of a note that are read; a real one has less than a hundred.
    private static let sizeLimit = 4096

    init(_ content: ArraySlice<UInt8>) {
        let text = String(decoding: content.prefix(Self.sizeLimit).prefix { $0 != 0 }, as: UTF8.self)
        var values: [Substring: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, values[parts[0]] == nil { values[parts[0]] = String(parts[1]) }
        }
        abi = values["abi"]
        toolchain = values["toolchain"]
        id = values["id"]
    }
}

extension PluginNote {
    /// The note among those of a file; nil when it has none.
    init?(in notes: ELFNotes) {
        guard let content = notes.first(owner: "Patchbay", type: 1) else { return nil }
        self.init(content)
    }
}
