import Model
import PatchbayJSON

extension ManifestReader {
    /// Compiles the JSON Schema in a member; nil when there is none. A keyword that the checker cannot honour refuses the
    /// manifest: a check that is left out in silence is none.
    mutating func schema(_ key: String) -> JSONSchema? {
        guard let value = value(key) else { return nil }
        return schema(value, at: place(key))
    }

    mutating func schema(_ document: JSON, at place: String) -> JSONSchema? {
        guard document.object != nil else {
            refuse(place, "A JSON Schema, an object, belongs here.")
            return nil
        }
        do {
            return try JSONSchema(document)
        } catch {
            refuse(place + error.pointer.description, (error.keyword.map { "'\($0)'" } ?? "The schema here") + " \(error.reason).")
            return nil
        }
    }
}
