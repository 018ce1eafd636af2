/// A connector's declarations as the one document that the host reads, `Schemas/manifest.json`.
struct Manifest {
    let json: JSON

    /// - Throws: ``CallError`` of class `bug` when a form cannot be declared.
    init(of connector: some Connector) throws {
        var manifest = connector.about.entry
        manifest.list("auth", connector.auth.map(\.manifest))
        manifest.list("actions", try connector.actions.map { try $0.manifest() })
        manifest.list("triggers", try connector.triggers.map { try $0.manifest() })
        manifest.list("streams", connector.streams.map { .object($0.entry) })
        json = .object(manifest)
    }
}

extension JSONObject {
    fileprivate mutating func list(_ key: String, _ elements: [JSON]) {
        if !elements.isEmpty { self[key] = .array(elements) }
    }
}

extension About {
    var id: String { entry["id"]?.string ?? "" }
}
