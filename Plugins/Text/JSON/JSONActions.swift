import PatchbayJSON
import PluginKit

struct JSONText: Form {
    let text: String

    init(_ field: inout Fields) throws {
        text = try field("text", "JSON text", .multiline)
    }
}

struct JSONValue: Form {
    let value: JSON
    let isPretty: Bool

    init(_ field: inout Fields) throws {
        value = try field("value", "Value")
        isPretty = try field("pretty", "Indented", .default(false))
    }
}

struct JSONPlace: Form {
    let value: JSON
    let pointer: String

    init(_ field: inout Fields) throws {
        value = try field("value", "Value")
        pointer = try field(
            "pointer", "JSON Pointer", .placeholder("/items/0/name"), .pattern("^(/.*)?$"), .help("RFC 6901; empty is the whole value."))
    }
}

extension Text {
    @Listing<Action> var jsonActions: [Action] {
        Action(
            "json_parse", "Parse JSON", .description("Turns JSON text into a value."), .readOnly, .idempotent, .withoutConnection,
            .output(Field("value", "Value", .json)),
            .sample(input: ["text": #"{"a":1}"#]), .sample(output: ["value": ["a": 1]])
        ) { (input: JSONText, _) in
            do {
                return ["value": try JSON.parse(input.text)]
            } catch {
                throw CallError.invalidInput("\(error)", field: "text")
            }
        }
        Action(
            "json_format", "Write JSON", .description("Turns a value into JSON text."), .readOnly, .idempotent, .withoutConnection,
            .output(Field("text", "Text")),
            .sample(input: ["value": ["a": 1]]), .sample(output: ["text": #"{"a":1}"#])
        ) { (input: JSONValue, _) in
            ["text": .string(input.isPretty ? input.value.prettyText() : input.value.text())]
        }
        Action(
            "json_query", "Pick from JSON", .description("Gives the part of a value that a JSON Pointer names."),
            .readOnly, .idempotent, .withoutConnection,
            .output(Field("found", "Found", .boolean), Field("value", "Value", .json, .optional)),
            .sample(input: ["value": ["items": [["name": "a"]]], "pointer": "/items/0/name"]),
            .sample(output: ["found": true, "value": "a"])
        ) { (input: JSONPlace, _) in
            guard let pointer = JSONPointer(input.pointer) else {
                throw CallError.invalidInput("A JSON Pointer is empty or starts with “/”.", field: "pointer")
            }
            let value = input.value[pointer: pointer]
            return .members(["found": value != nil, "value": value])
        }
    }
}
