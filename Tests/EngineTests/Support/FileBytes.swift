import FoundationEssentials

/// The bytes of files, for searching what must not be in them.
enum FileBytes {
    static func read(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).firstRange(of: Data(text.utf8)) != nil
    }
}
