/// The id of a plugin that is to be made, and the names that follow from it.
package struct PluginName: Hashable, Sendable, CustomStringConvertible {
    /// `acme-notes`: the file, the connector's id, the package.
    package let id: String

    /// Names of modules that every Swift plugin, or its tests, imports or may want to: one's own must differ.
    private static let modules: Set<String> = [
        "CPatchbay", "Connector", "Distributed", "Foundation", "FoundationEssentials", "Glibc", "Observation", "PatchbayJSON",
        "PatchbayPattern", "PluginAPI", "PluginKit", "PluginKitTesting", "RegexBuilder", "Swift", "Synchronization", "Testing", "XCTest",
    ]

    /// Names that the scaffold's sources use, of the kit and of Swift.
    private static let types: Set<String> = [
        "About", "Action", "Auth", "CallError", "CreateNoteTests", "Field", "Fields", "Form", "HostTable", "NewNote", "PluginTable",
        "String", "TestPlugin",
    ]

    /// Refuses what a manifest may not have as an id.
    package init(_ id: String) throws(ScaffoldError) {
        let allowed = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        let startsWithLetter = id.utf8.first.map { $0 >= UInt8(ascii: "a") } ?? false
        guard allowed, startsWithLetter, id.utf8.count <= 63, id.utf8.last != UInt8(ascii: "-"), !id.contains("--") else {
            throw ScaffoldError(
                "“\(id)” cannot be a plugin's id: use lower-case letters, digits and single hyphens between them, a letter first, "
                    + "at most 63, such as acme-notes.")
        }
        self.id = id
    }

    package var description: String { id }

    /// `AcmeNotes`: the connector's type, its module, and its product in Swift.
    package var type: String {
        let name = parts.map(\.capitalized).joined()
        return Self.modules.contains(name) || Self.types.contains(name) ? name + "Plugin" : name
    }

    /// `acme_notes`: the library in Rust.
    package var snake: String { parts.joined(separator: "_") }

    /// `Acme Notes`: what people read, until the author writes a better one.
    package var title: String { parts.map(\.capitalized).joined(separator: " ") }

    private var parts: [Substring] { id.split(separator: "-") }
}

extension Substring {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
