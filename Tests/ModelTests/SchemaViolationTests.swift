import Model
import PatchbayJSON
import Testing

@Suite("Schema violations")
struct SchemaViolationTests {
    @Test(
        "say where, which keyword, and what must be otherwise",
        arguments: [
            (#"{"type":"string"}"#, "1", "", "type", "must be a string"), (#"{"type":["integer","null"]}"#, "1.5", "", "type", "must be a whole number or null"), (#"{"type":["object","array","boolean"]}"#, "1", "", "type", "must be true or false, an object or a list"),
            (#"{"maxLength":10}"#, #""12345678901""#, "", "maxLength", "must be at most 10 characters long"), (#"{"minLength":1}"#, #""""#, "", "minLength", "must not be empty"), (#"{"minLength":2}"#, #""a""#, "", "minLength", "must be at least 2 characters long"), (#"{"pattern":"^a"}"#, #""b""#, "", "pattern", "must match the pattern ^a"),
            (#"{"minimum":1.50}"#, "1", "", "minimum", "must be at least 1.50"), (#"{"maximum":1}"#, "2", "", "maximum", "must be at most 1"), (#"{"exclusiveMinimum":0}"#, "0", "", "exclusiveMinimum", "must be greater than 0"), (#"{"exclusiveMaximum":0}"#, "0", "", "exclusiveMaximum", "must be less than 0"), (#"{"multipleOf":0.01}"#, "1.005", "", "multipleOf", "must be a multiple of 0.01"),
            (#"{"enum":["a","b","c"]}"#, "1", "", "enum", #"must be "a", "b" or "c""#), (#"{"const":true}"#, "1", "", "const", "must be true"), (#"{"enum":[]}"#, "1", "", "enum", "must be one of no values"), (#"{"enum":[1,2,3,4,5,6,7,8,9,10,11,12]}"#, "0", "", "enum", "must be 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 or one of 2 others"),
            (#"{"required":["a"]}"#, "{}", "", "required", "must have ‘a’"), (#"{"properties":{"a":{"items":{"type":"null"}}}}"#, #"{"a":[null,1]}"#, "/a/1", "type", "must be null"), (#"{"properties":{"a/b":{"const":1}}}"#, #"{"a/b":2}"#, "/a~1b", "const", "must be 1"),
            (#"{"additionalProperties":false}"#, #"{"x":1}"#, "", "additionalProperties", "must not have ‘x’, which is not known here"), (#"{"additionalProperties":{"type":"string"}}"#, #"{"x":1}"#, "/x", "type", "must be a string"), (#"{"properties":{"x":false}}"#, #"{"x":1}"#, "/x", "false", "must not be there"), (#"{"patternProperties":{"^x":{"minimum":2}}}"#, #"{"x1":1}"#, "/x1", "minimum", "must be at least 2"),
            (#"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#, "", "propertyNames", "must not have a member named ‘ab’"), (#"{"minProperties":2}"#, #"{"a":1}"#, "", "minProperties", "must have at least 2 members"), (#"{"maxProperties":1}"#, #"{"a":1,"b":1}"#, "", "maxProperties", "must have at most 1 member"), (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, "", "dependentRequired", "must have ‘b’ because it has ‘a’"),
            (#"{"minItems":1}"#, "[]", "", "minItems", "must not be empty"), (#"{"maxItems":1}"#, "[1,2]", "", "maxItems", "must have at most 1 item"), (#"{"uniqueItems":true}"#, "[1,1]", "", "uniqueItems", "must not have the same item twice"), (#"{"prefixItems":[true,{"const":1}]}"#, "[0,0]", "/1", "const", "must be 1"), (#"{"contains":{"const":1}}"#, "[0]", "", "contains", "must have at least 1 item of the kind it is to contain, has 0"),
            (#"{"oneOf":[{"const":"a","title":"A"},{"const":"b"}]}"#, #""c""#, "", "oneOf", #"must be "a" or "b""#), (#"{"anyOf":[{"type":"string","maxLength":1},{"type":"null"}]}"#, #""ab""#, "", "maxLength", "must be at most 1 character long"), (#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "1", "", "anyOf", "must be a string or null"), (#"{"anyOf":[{"minimum":5},{"multipleOf":2}]}"#, "1", "", "anyOf", "must be of one of 2 forms"), (#"{"oneOf":[{"minimum":0},{"maximum":9}]}"#, "1", "", "oneOf", "must be of exactly one of 2 forms, but is of several"),
            (#"{"not":{"type":"null"}}"#, "null", "", "not", "must not be of the form that is excluded"), (#"{"if":{"type":"string"},"then":{"minLength":2}}"#, #""a""#, "", "minLength", "must be at least 2 characters long"), ("false", "1", "", "false", "must not be there"),
        ]
    )
    func sentence(schema: String, value: String, pointer: String, keyword: String, message: String) throws {
        let violations = try JSONSchema(try JSON.parse(schema)).check(try JSON.parse(value))
        #expect(violations == [SchemaViolation(pointer: try #require(JSONPointer(pointer)), keyword: keyword, message: message)])
    }

    @Test("are all told, up to the limit, each once")
    func several() throws {
        let schema = try JSONSchema(["items": ["type": "string"], "maxItems": 3])
        let value = JSON.array(Array(repeating: 1, count: 100))
        #expect(schema.check(value).count == 32)
        let few = schema.check(value, limit: 3)
        #expect(few.map(\.description) == ["The value must have at most 3 items.", "/0 must be a string.", "/1 must be a string."])
        #expect(!schema.allows(value))
    }

    @Test("of a large form are found by name, beyond 64 required members too")
    func manyRequired() throws {
        let names = (0..<100).map { "field\($0)" }
        let schema = try JSONSchema(["required": .array(names.map { .string($0) })])
        var object = JSONObject(names.map { ($0, JSON.null) })
        #expect(schema.check(.object(object)).isEmpty)
        object["field99"] = nil
        object["field3"] = nil
        #expect(schema.check(.object(object)).map(\.message) == ["must have ‘field3’", "must have ‘field99’"])
    }
}
