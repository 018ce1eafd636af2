/// What a file that is not ELF seems to be, by its first bytes; people put the wrong file where a plugin belongs.
package enum FileKind: Hashable, Sendable, CaseIterable {
    case empty, script, archive, zip, gzip, macOS, windows, lfsPointer, text, unknown

    init(_ bytes: [UInt8]) {
        self = Self.signatures.first { bytes.starts(with: $0.signature) }?.kind ?? Self.kind(withoutSignature: bytes)
    }

    /// Longer ones before those they start with.
    private static let signatures: [(signature: [UInt8], kind: FileKind)] = [
        (Array("#!".utf8), .script),
        (Array("!<arch>\n".utf8), .archive),
        (Array("PK\u{3}\u{4}".utf8), .zip),
        ([0x1F, 0x8B], .gzip),
        // Mach-O, 64 bits, and a universal file.
        ([0xCF, 0xFA, 0xED, 0xFE], .macOS),
        ([0xCA, 0xFE, 0xBA, 0xBE], .macOS),
        (Array("MZ".utf8), .windows),
        (Array("version https://git-lfs.".utf8), .lfsPointer),
    ]

    private static func kind(withoutSignature bytes: [UInt8]) -> FileKind {
        if bytes.isEmpty { return .empty }
        let isText = bytes.prefix(512).allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) || $0 >= 0x80 }
        return isText ? .text : .unknown
    }

    /// “is a script”.
    var phrase: String {
        switch self {
        case .empty: "is empty"
        case .script: "is a script"
        case .archive: "is an archive of object files"
        case .zip: "is a zip archive"
        case .gzip: "is compressed with gzip"
        case .macOS: "is a library for macOS"
        case .windows: "is a library for Windows"
        case .lfsPointer: "is a Git LFS pointer to a file that was not fetched"
        case .text: "is a text"
        case .unknown: "is of an unknown format"
        }
    }
}
