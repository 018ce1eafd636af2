import Model
import PatchbayJSON
import Testing

@Suite("Refused schemas")
struct SchemaRefusalTests {
    @Test(
        "are told where and why",
        arguments: [
            ("[]", "", nil, "must be an object, true or false"), (#"{"properties":{"a":1}}"#, "/properties/a", nil, "must be an object, true or false"),
            (#"{"minimun":1}"#, "", "minimun", "is not supported"), (#"{"properties":{"a/b":{"unevaluatedItems":false}}}"#, "/properties/a~1b", "unevaluatedItems", "is not supported"),
            (#"{"type":"text"}"#, "", "type", "names the type ‘text’, which does not exist"), (#"{"type":[]}"#, "", "type", "must not be empty"), (#"{"type":[1]}"#, "", "type", "must be a list of strings"),
            (#"{"minLength":-1}"#, "", "minLength", "must be a whole number from 0"), (#"{"minItems":1.5}"#, "", "minItems", "must be a whole number from 0"), (#"{"maximum":"1"}"#, "", "maximum", "must be a number"),
            (#"{"multipleOf":0}"#, "", "multipleOf", "must be greater than 0"), (#"{"multipleOf":1.1234567890123456789}"#, "", "multipleOf", "must have at most 18 significant digits"),
            (#"{"pattern":"a("}"#, "", "pattern", "has the pattern ‘a(’: character 2: this ‘(’ is never closed"), (#"{"patternProperties":{"(?=x)":true}}"#, "", "patternProperties", "has the pattern ‘(?=x)’: character 1: look-around is not supported, for it cannot be matched in linear time"),
            (#"{"required":"a"}"#, "", "required", "must be a list of strings"), (#"{"enum":1}"#, "", "enum", "must be a list"), (#"{"allOf":[]}"#, "", "allOf", "must not be empty"), (#"{"properties":[]}"#, "", "properties", "must be an object of schemas"),
            (#"{"uniqueItems":1}"#, "", "uniqueItems", "must be true or false"), (#"{"dependentRequired":{"a":1}}"#, "", "dependentRequired", "must be a list of strings"),
            (##"{"$ref":"#/$defs/a"}"##, "", "$ref", "refers to ‘#/$defs/a’, which is not there"), (##"{"$ref":"#/%zz"}"##, "", "$ref", "is malformed: ‘#/%zz’"), (##"{"$ref":"#a"}"##, "", "$ref", "refers to ‘#a’; only places in the same document are supported: # and #/…"),
            (#"{"$ref":"other.json"}"#, "", "$ref", "refers to ‘other.json’; only places in the same document are supported: # and #/…"), (##"{"$ref":"#/title","title":"x"}"##, "/title", nil, "must be an object, true or false"),
            (#"{"$defs":{"unused":{"$anchor":"x"}}}"#, "/$defs/unused", "$anchor", "is not supported"), (#"{"$defs":{"a":{"$id":"x"}}}"#, "/$defs/a", "$id", "is supported at the root of a schema only"),
            (#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#, "", "$schema", "must be ‘https://json-schema.org/draft/2020-12/schema’, the only dialect supported"),
            (##"{"$ref":"#"}"##, "", nil, "applies itself to the same value without end"),
            (##"{"$defs":{"a":{"anyOf":[true,{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##, "/$defs/a", nil, "applies itself to the same value without end"),
            (##"{"dependentSchemas":{"x":{"$ref":"#"}}}"##, "", nil, "applies itself to the same value without end"),
        ] as [(String, String, String?, String)]
    )
    func sentences(schema: String, pointer: String, keyword: String?, reason: String) throws {
        let document = try JSON.parse(schema)
        let error = try #require(throws: SchemaError.self) { try JSONSchema(document) }
        #expect(error.pointer.description == pointer)
        #expect(error.keyword == keyword)
        #expect(error.reason == reason)
    }

    @Test("are never an endless loop, for references that pass through a part of the value end with it")
    func recursion() throws {
        let schema = try JSONSchema(try JSON.parse(##"{"type":"array","items":{"$ref":"#"}}"##))
        let limits = JSONLimits(depth: JSONLimits.maximumDepth)
        let deep = String(repeating: "[", count: limits.depth) + String(repeating: "]", count: limits.depth)
        #expect(schema.check(try JSON.parse(deep, limits: limits)).isEmpty)
    }

    @Test("cannot make a check run for ever: one that branches without bound is given up")
    func exponential() throws {
        var definitions: JSONObject = ["d40": ["const": 1]]
        for level in 0..<40 {
            let next: JSON = ["$ref": .string("#/$defs/d\(level + 1)")]
            definitions["d\(level)"] = ["allOf": [next, next]]
        }
        let schema = try JSONSchema(["$ref": "#/$defs/d0", "$defs": .object(definitions)])
        #expect(schema.check(1).first?.message == "takes too long to check")
    }
}
