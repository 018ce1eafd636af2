/// The schemes that an action or a trigger works with.
struct SchemeSelection {
    /// Ids of the schemes that this host can use; empty when no connection is needed.
    let ids: [String]

    /// Reads `auth`: all schemes when absent, none needed when empty. A scheme that is not declared, or of which none can be
    /// used, disables what is being read.
    init(_ reader: inout ManifestReader, among schemes: SchemeCatalogue) {
        guard let named = reader.strings("auth") else {
            ids = schemes.usable
            if ids.isEmpty, !schemes.isEmpty { reader.disable("This host can use none of the connector's schemes.") }
            return
        }
        ids = named.filter { schemes.isUsable($0) }
        if let unknown = named.first(where: { !schemes.contains($0) }) {
            reader.disable("'auth' names the scheme \"\(unknown)\", which the manifest does not declare.")
        } else if ids.isEmpty, !named.isEmpty {
            reader.disable("This host can use none of the schemes that 'auth' names.")
        }
    }
}

/// A manifest's schemes by id, looked up once per action.
struct SchemeCatalogue {
    /// In the order of the manifest.
    let usable: [String]
    private let isUsableByID: [String: Bool]

    init(_ schemes: [AuthScheme]) {
        usable = schemes.filter { $0.disabledReason == nil }.map(\.id)
        isUsableByID = Dictionary(schemes.map { ($0.id, $0.disabledReason == nil) }) { first, _ in first }
    }

    var isEmpty: Bool { isUsableByID.isEmpty }

    func contains(_ id: String) -> Bool { isUsableByID[id] != nil }

    func isUsable(_ id: String) -> Bool { isUsableByID[id] ?? false }
}
