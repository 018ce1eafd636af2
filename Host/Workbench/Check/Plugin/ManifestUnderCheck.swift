import PatchbayJSON
import PluginHost

/// What a plugin says of itself, as far as it can be read.
struct ManifestUnderCheck: Sendable {
    /// The document; nil when it is no JSON.
    let json: JSON?
    /// As the host reads it, or what is wrong with it.
    let manifest: Result<Manifest, ManifestError>
    /// Of the file, which must be the manifest's id.
    let stem: String

    init(document: [UInt8], stem: String) {
        self.stem = stem
        json = try? JSON.parse(document)
        do throws(ManifestError) {
            manifest = .success(try Manifest(document: document))
        } catch {
            manifest = .failure(error)
        }
    }

    var readable: Manifest? { try? manifest.get() }

    /// All actions and triggers, with the pointer to each.
    var declarations: [(pointer: String, json: JSON)] {
        ["actions", "triggers", "streams"].flatMap { kind in
            (json?[kind]?.array ?? []).enumerated().map { ("/\(kind)/\($0)", $1) }
        }
    }

    /// All forms, with the pointer to each.
    var forms: [(pointer: String, form: JSON)] {
        let schemes = (json?["auth"]?.array ?? []).enumerated().compactMap { index, scheme in
            scheme["fields"].map { ("/auth/\(index)/fields", $0) }
        }
        return schemes + declarations.compactMap { place in place.json["input"].map { ("\(place.pointer)/input", $0) } }
    }
}
