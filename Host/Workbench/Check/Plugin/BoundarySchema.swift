import CSchemas
import Model
import PatchbayJSON
import Synchronization

/// The schemas of the documents that cross the boundary, `PluginAPI/Schemas`.
enum BoundarySchema {
    private static let compiled = Mutex<[String: JSONSchema]>([:])

    /// What in a document breaks the schema of this name, `action.run.output`; empty when nothing does.
    static func violations(of document: JSON, _ name: String) -> [SchemaViolation] {
        schema(name)?.check(document) ?? []
    }

    /// Nil when there is no such schema.
    static func schema(_ name: String) -> JSONSchema? {
        if let schema = compiled.withLock({ $0[name] }) { return schema }
        guard let entry = unsafe patchbay_schema_named(name)?.pointee else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: entry.bytes, count: entry.size)
        guard let document = try? unsafe JSON.parse(bytes), let schema = try? JSONSchema(document) else { return nil }
        compiled.withLock { $0[name] = schema }
        return schema
    }
}
