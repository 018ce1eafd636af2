import Model
import PatchbayJSON
import PluginHost
import Testing

/// `PluginAPI/Schemas/manifest.json` is what authors read and `Manifest` what the host does; they must not drift apart.
@Suite("The schema of manifests and the host agree")
struct ManifestSchemaFileTests {
    private let schema: JSON

    init() throws {
        schema = try JSON.parse(BinaryFixture.read("\(Fixture.root)/PluginAPI/Schemas/manifest.json"))
    }

    @Test("on a manifest with every member, and both know all of it")
    func complete() throws {
        #expect(try JSONSchema(schema).check(ManifestSample.complete).isEmpty)
        #expect(try Manifest(ManifestSample.complete).warnings.isEmpty)
        #expect(declaredMembers.subtracting(Self.members(of: ManifestSample.complete)).isEmpty)
    }

    @Test("on what a manifest must have", arguments: ["id", "name", "version"])
    func required(key: String) throws {
        var manifest = ManifestSample.smallest
        manifest[key] = nil
        #expect(try !JSONSchema(schema).allows(.object(manifest)))
        #expect(throws: ManifestError.self) { try Manifest(.object(manifest)) }
    }

    @Test("on which versions are semantic", arguments: [
        ("1.0.0", true), ("0.0.0-a.b-c+d.e", true), ("10.20.30+5", true), ("1.0", false), ("01.0.0", false), ("1.0.0-", false), ("1.0.0+", false),
        ("v1.0.0", false), ("1.0.0-ä", false), ("1.0.0 ", false), ("1.0.-1", false), ("1.0.0-½", false),
    ])
    func versions(text: String, isValid: Bool) throws {
        #expect(try JSONSchema(schema).allows(ManifestSample.with(["version": .string(text)])) == isValid)
        #expect((SemanticVersion(text) != nil) == isValid)
    }

    /// Names of all members that the schema declares, except other ways to write what the sample has.
    private var declaredMembers: Set<String> {
        var names: Set<String> = []
        for part in [schema] + (schema["$defs"]?.object?.map(\.value) ?? []) { Self.collect(part, &names) }
        return names.subtracting(["not_equals", "in", "exists"])
    }

    private static func collect(_ part: JSON, _ names: inout Set<String>) {
        for (name, inner) in part["properties"]?.object ?? [:] {
            names.insert(name)
            collect(inner, &names)
        }
        if let items = part["items"] { collect(items, &names) }
    }

    private static func members(of json: JSON) -> Set<String> {
        let inner = (json.object?.map(\.value) ?? []) + (json.array ?? [])
        return inner.reduce(into: Set(json.object.map { Array($0.keys) } ?? [])) { $0.formUnion(members(of: $1)) }
    }
}
