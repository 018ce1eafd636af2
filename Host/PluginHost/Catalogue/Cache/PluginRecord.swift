import PatchbayJSON

/// What an earlier run learnt of a file, so that the next need not run it to show it.
package struct PluginRecord: Hashable, Sendable {
    /// Of the file it was learnt of, inode and time of change included. Another one: the record says nothing.
    package var identity: FileIdentity
    /// Of the bytes that were loaded, lower-case hex.
    package var sha256: String
    package var facts: PluginFacts
    /// The document the plugin gave.
    package var manifest: [UInt8]
}

/// What a plugin's ELF tables say that matters after they have been read.
package struct PluginFacts: Hashable, Sendable {
    /// The compiler it notes, `swift-6.3.1`.
    package var toolchain: String?
    package var needsSwiftRuntime = false
    /// The linker's id of the build, in hexadecimal.
    package var buildID: String?
}

extension PluginRecord {
    var json: JSON {
        var object: JSONObject = [
            "identity": .string(identity.description), "sha256": .string(sha256),
            "needs_swift": .bool(facts.needsSwiftRuntime), "manifest": .string(String(decoding: manifest, as: UTF8.self)),
        ]
        object["toolchain"] = facts.toolchain.map(JSON.string)
        object["build_id"] = facts.buildID.map(JSON.string)
        return .object(object)
    }

    /// Nil for what `json` would not have written.
    init?(_ json: JSON) {
        guard let identity = json["identity"]?.string.flatMap({ FileIdentity($0) }), let sha256 = json["sha256"]?.string,
            sha256.utf8.count == 64, sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let needsSwift = json["needs_swift"]?.bool, let manifest = json["manifest"]?.string
        else { return nil }
        self.identity = identity
        self.sha256 = sha256
        facts = PluginFacts(toolchain: json["toolchain"]?.string, needsSwiftRuntime: needsSwift, buildID: json["build_id"]?.string)
        self.manifest = Array(manifest.utf8)
    }
}
