import Model
import PatchbayJSON
import TestSupport
import Testing

/// The JSON Schema Test Suite, draft 2020-12. `format` is an annotation, so the folder that asserts formats is left out.
@Suite("The public schema suite")
struct SchemaSuiteTests {
    struct Group {
        let file: String
        let description: String
        let schema: JSON
        let tests: [JSON]
    }

    /// Why a group may be refused: the words that say what is not supported.
    private static let unsupported: Set<String> = [
        "$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$ref", "$schema", "dependencies", "unevaluatedItems", "unevaluatedProperties",
        "unknown-keyword", "unknown/keyword",
    ]

    @Test("holds in every case of every group whose schema is supported")
    func cases() throws {
        var checked = 0
        for group in try Self.groups() {
            guard let schema = try? JSONSchema(group.schema) else { continue }
            for test in group.tests {
                let (data, isValid) = (try #require(test["data"]), test["valid"] == true)
                let violations = schema.check(data)
                #expect(violations.isEmpty == isValid, "\(group.file): \(group.description): \(test["description"] ?? nil): \(violations)")
                #expect(schema.allows(data) == isValid)
                checked += 1
            }
        }
        #expect(checked >= (Vectors.areComplete ? 1050 : 60))
    }

    @Test("refuses the groups that use what is not supported, and only those")
    func refusals() throws {
        var refused: [String: Int] = [:]
        for group in try Self.groups() {
            do {
                _ = try JSONSchema(group.schema)
                #expect(!Self.uses(group.schema, ["unevaluatedItems", "unevaluatedProperties", "$dynamicRef"]), "\(group.file): \(group.description)")
            } catch {
                refused[group.file, default: 0] += 1
                #expect(Self.unsupported.contains(error.keyword ?? ""), "\(group.file): \(group.description): \(error)")
                #expect(Self.uses(group.schema, [error.keyword ?? ""]), "\(group.file): \(group.description): \(error)")
            }
        }
        guard Vectors.areComplete else { return #expect(refused == ["unsupported.json": 6]) }
        #expect(
            refused == [
                "anchor.json": 5, "cross-draft.json": 1, "defs.json": 1, "dependencies-compatibility.json": 7, "dynamicRef.json": 22, "format-assertion.json": 2,
                "id.json": 1, "not.json": 1, "ref.json": 17, "refOfUnknownKeyword.json": 4, "refRemote.json": 15, "unevaluatedItems.json": 29,
                "unevaluatedProperties.json": 44, "unknownKeyword.json": 1, "vocabulary.json": 2,
            ]
        )
    }

    private static func groups() throws -> [Group] {
        let files = try ["json-schema-2020-12", "json-schema-2020-12/optional"].flatMap { try Vectors.files(in: $0) }
        return try files.flatMap { name, bytes in
            try #require(try JSON.parse(bytes).array).map { group in
                Group(
                    file: name, description: group["description"]?.string ?? "", schema: try #require(group["schema"]),
                    tests: try #require(group["tests"]?.array)
                )
            }
        }
    }

    /// Whether one of the keys occurs anywhere in a schema.
    private static func uses(_ schema: JSON, _ keys: Set<String>) -> Bool {
        switch schema {
        case .object(let members): members.contains { keys.contains($0.key) || uses($0.value, keys) }
        case .array(let elements): elements.contains { uses($0, keys) }
        default: false
        }
    }
}
