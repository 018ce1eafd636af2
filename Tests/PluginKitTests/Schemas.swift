import Foundation
import Model
import PatchbayJSON

/// The schemas of `PluginAPI/Schemas`, as the host's own checker reads them.
enum Schemas {
    /// - Throws: When there is no such schema, or when it uses a keyword that the host does not check.
    static func schema(_ name: String) throws -> JSONSchema {
        try JSONSchema(try JSON.parse([UInt8](try Data(contentsOf: folder.appending(path: name)))))
    }

    /// What is wrong with a document, empty when it is valid.
    static func violations(of document: JSON, _ name: String) throws -> [String] {
        try schema(name).check(document).map(\.description)
    }

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".json") }.sorted()
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "PluginAPI/Schemas")
}
