import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct FormTests {
    let plugin: TestPlugin

    init() throws {
        plugin = try TestPlugin(Probe())
    }

    @Test func `What is left out has its default, or is nil`() async {
        #expect(
            await plugin.outcome("fill", ["text": "a"]) == [
                "text": "a", "count": 3, "flag": false, "size": "small", "tags": [], "points": [], "labels": [:],
            ])
    }

    @Test func `Every type is read`() async {
        let input: JSON = [
            "text": "a", "count": 9, "flag": true, "note": "n", "size": "very_large", "tags": ["x", "y"],
            "points": [["x": 1, "y": 2], ["x": 3]], "labels": ["k": 1], "anything": ["deep": [1, nil]], "item": "i",
        ]
        var expected = input.object ?? [:]
        expected["points"] = [["x": 1, "y": 2], ["x": 3, "y": 0.5]]
        #expect(await plugin.outcome("fill", input) == .object(expected))
    }

    @Test func `An old name still works`() async {
        #expect(await plugin.outcome("fill", ["text": "a", "remark": "old"])?["note"] == "old")
    }

    @Test(arguments: [
        (["text": 1], "text"), (["text": "a", "count": "3"], "count"), (["text": "a", "count": 1.5], "count"),
        (["text": "a", "count": 99_999_999_999_999_999_999.0], "count"),
        (["text": "a", "flag": nil], "flag"), (["text": "a", "size": "medium"], "size"), (["text": "a", "tags": ["x", 1]], "tags/1"),
        (["text": "a", "points": [["x": 1], ["y": 1]]], "points/1/x"), (["text": "a", "labels": ["k": "v"]], "labels/k"),
        (["text": "a", "points": [1]], "points/0"), ([], ""),
    ] as [(JSON, String)])
    func `What has another type is invalid input, and the error names the field`(input: JSON, field: String) async {
        let error = await plugin.outcome("fill", input)
        #expect(error?["class"] == "invalid_input")
        #expect(error?["field"] == .string(field))
    }

    @Test func `The declaration is the schema`() throws {
        let schema = try #require(plugin.manifest[pointer: "/actions/0/input"])
        #expect(schema["type"] == "object")
        #expect(schema["required"] == ["text"])
        #expect(schema["additionalProperties"] == false)
        let properties = try #require(schema["properties"])
        #expect(
            properties["text"] == [
                "type": "string", "x-kind": "multiline", "title": "Text", "minLength": 1, "maxLength": 10,
                "description": "Some text.", "x-placeholder": "abc",
            ])
        #expect(
            properties["count"] == [
                "type": "integer", "x-kind": "integer", "title": "Count", "default": 3, "minimum": 0, "maximum": 10,
                "x-advanced": true, "x-group": "Numbers",
            ])
        #expect(
            properties["size"]?["oneOf"]
                == [["const": "small", "title": "Small"], ["const": "very_large", "title": "Very large"]])
        #expect(properties["tags"]?["items"] == ["type": "string", "x-kind": "text", "pattern": "^[a-z]+$"])
        #expect(properties["points"]?["items"]?["required"] == ["x"])
        #expect(properties["note"]?["x-deprecated"] == ["message": "Use text.", "replacement": "text"])
        #expect(properties["anything"]?["x-visible-when"] == ["field": "size", "equals": "small"])
        #expect(
            properties["item"]?["x-options"] == ["dynamic": true, "search": true, "paging": true, "depends_on": ["text"]])
    }
}
