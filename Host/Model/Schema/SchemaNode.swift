import PatchbayJSON
import PatchbayPattern

/// One schema, compiled. Schemas inside it are indices into the array that holds all nodes.
struct SchemaNode: Sendable {
    /// The schema `false`, which allows nothing.
    var isFalse = false
    var types = SchemaTypes.all
    /// `enum` and `const`.
    var choices: [Shared<SchemaChoices>] = []
    var number: Shared<SchemaNumberRules>?
    var string: Shared<SchemaStringRules>?
    var array: Shared<SchemaArrayRules>?
    var object: Shared<SchemaObjectRules>?
    /// `$ref`, `allOf`, `anyOf`, `oneOf`, `not`, `if`.
    var inPlace: Shared<SchemaInPlaceRules>?
}

/// A value on the heap that is read in place: taking a part out of it copies that part only.
final class Shared<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}

struct SchemaChoices: Sendable {
    let keyword: String
    let values: [JSON]
    /// Of many values; a few are found faster one by one.
    let set: Set<JSON>?

    init(_ keyword: String, _ values: [JSON]) {
        self.keyword = keyword
        self.values = values
        set = values.count > 8 ? Set(values) : nil
    }

    func contains(_ value: JSON) -> Bool { set?.contains(value) ?? values.contains(value) }
}

struct SchemaNumberRules: Sendable {
    var minimum: JSONNumber?
    var maximum: JSONNumber?
    var exclusiveMinimum: JSONNumber?
    var exclusiveMaximum: JSONNumber?
    var multipleOf: JSONNumber?
}

struct SchemaStringRules: Sendable {
    /// In Unicode scalars.
    var minLength: Int?
    var maxLength: Int?
    var pattern: Pattern?
}

struct SchemaArrayRules: Sendable {
    var minItems: Int?
    var maxItems: Int?
    var hasUniqueItems = false
    var prefixItems: [Int] = []
    /// For the items behind `prefixItems`.
    var items: Int?
    var contains: Int?
    var minContains: Int?
    var maxContains: Int?
}

struct SchemaObjectRules: Sendable {
    var minProperties: Int?
    var maxProperties: Int?
    var required: [String] = []
    var properties: [(key: String, schema: Int)] = []
    var patternProperties: [(pattern: Pattern, schema: Int)] = []
    var additionalProperties: Int?
    var propertyNames: Int?
    var dependentRequired: [(key: String, required: [String])] = []
    var dependentSchemas: [(key: String, schema: Int)] = []
    /// Finds what `properties` and `required` say of a key; made when they are complete.
    var members = SchemaMembers()

    /// Whether anything is said of members, so that they must be looked at one by one.
    var looksAtMembers: Bool {
        !properties.isEmpty || !required.isEmpty || !patternProperties.isEmpty || additionalProperties != nil || propertyNames != nil
    }
}

/// Keywords that apply other schemas to the same value.
struct SchemaInPlaceRules: Sendable {
    var reference: Int?
    var allOf: [Int] = []
    var anyOf: [Int] = []
    var oneOf: [Int] = []
    var not: Int?
    var condition: Int?
    var then: Int?
    var otherwise: Int?
}
