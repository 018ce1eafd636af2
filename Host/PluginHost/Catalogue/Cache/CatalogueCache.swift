import Crypto
import PatchbayJSON

/// What earlier runs learnt of the files in the folder, by id. A value, and its form on disk.
///
/// It decides only what is shown: before a plugin gets its first call its file is read, hashed, checked and started like a new
/// one, and what that gives takes the place of what the cache said.
package struct CatalogueCache: Sendable {
    /// Changes whenever the form on disk does.
    private static let format = "patchbay-catalogue 1"

    package var records: [String: PluginRecord] = [:]

    package init() {}

    /// Reads what `document(for:)` wrote for the same `host`; nil for anything else: another format or host, a file cut off or
    /// changed. The first line names format, host and the SHA-256 of the rest.
    package init?(_ document: [UInt8], for host: String) {
        guard let end = document.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let body = document[(end + 1)...]
        guard document[..<end].elementsEqual(Self.head(host, body).utf8), let json = try? JSON.parse(Array(body)),
            let members = json.object
        else { return nil }
        for (id, value) in members {
            guard let record = PluginRecord(value) else { return nil }
            records[id] = record
        }
    }

    /// `host` names the build of the host, and so of its reader of manifests: what another one learnt is learnt anew.
    package func document(for host: String) -> [UInt8] {
        let members = records.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        let body = JSON.object(JSONObject(members)).bytes()
        return Array((Self.head(host, body[...]) + "\n").utf8) + body
    }

    private static func head(_ host: String, _ body: ArraySlice<UInt8>) -> String {
        "\(format) \(host.filter { $0 != "\n" }) \(hexadecimal(SHA256.hash(data: body)))"
    }
}

/// Lower-case hexadecimal, two digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
}
