import PatchbayJSON

/// Collects the keywords of one schema.
struct SchemaBuilder {
    let pointer: JSONPointer
    var types = SchemaTypes.all
    var choices: [SchemaChoices] = []
    var number = SchemaNumberRules()
    var string = SchemaStringRules()
    var array = SchemaArrayRules()
    var object = SchemaObjectRules()
    var inPlace = SchemaInPlaceRules()
    /// Which groups have a keyword.
    private var groups: Set<Group> = []

    private enum Group { case number, string, array, object, inPlace }

    init(_ pointer: JSONPointer) {
        self.pointer = pointer
    }

    func node() -> SchemaNode {
        var node = SchemaNode()
        node.types = types
        node.choices = choices.map { Shared($0) }
        if groups.contains(.number) { node.number = Shared(number) }
        if groups.contains(.string) { node.string = Shared(string) }
        if groups.contains(.array) { node.array = Shared(array) }
        if groups.contains(.object) {
            var object = object
            object.members = SchemaMembers(properties: object.properties, required: object.required)
            node.object = Shared(object)
        }
        if groups.contains(.inPlace) { node.inPlace = Shared(inPlace) }
        return node
    }

    /// Takes a keyword, and has `compiler` compile the schemas inside it.
    mutating func add(_ keyword: String, _ value: JSON, _ compiler: inout SchemaCompiler) throws(SchemaError) {
        let value = SchemaKeyword(name: keyword, value: value, schema: pointer)
        if try addNumber(value) {
            groups.insert(.number)
        } else if try addString(value) {
            groups.insert(.string)
        } else if try addArray(value, &compiler) {
            groups.insert(.array)
        } else if try addObject(value, &compiler) {
            groups.insert(.object)
        } else if try addInPlace(value, &compiler) {
            groups.insert(.inPlace)
        } else if try !addAnyType(value) {
            try value.checkAnnotation(&compiler)
        }
    }

    private mutating func addAnyType(_ keyword: SchemaKeyword) throws(SchemaError) -> Bool {
        switch keyword.name {
        case "type": types = try keyword.types()
        case "enum": choices.append(SchemaChoices("enum", try keyword.array()))
        case "const": choices.append(SchemaChoices("const", [keyword.value]))
        default: return false
        }
        return true
    }

    private mutating func addNumber(_ keyword: SchemaKeyword) throws(SchemaError) -> Bool {
        switch keyword.name {
        case "minimum": number.minimum = try keyword.number()
        case "maximum": number.maximum = try keyword.number()
        case "exclusiveMinimum": number.exclusiveMinimum = try keyword.number()
        case "exclusiveMaximum": number.exclusiveMaximum = try keyword.number()
        case "multipleOf": number.multipleOf = try keyword.divisor()
        default: return false
        }
        return true
    }

    private mutating func addString(_ keyword: SchemaKeyword) throws(SchemaError) -> Bool {
        switch keyword.name {
        case "minLength": string.minLength = try keyword.count()
        case "maxLength": string.maxLength = try keyword.count()
        case "pattern": string.pattern = try keyword.pattern(try keyword.string())
        default: return false
        }
        return true
    }

    private mutating func addArray(_ keyword: SchemaKeyword, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Bool {
        switch keyword.name {
        case "minItems": array.minItems = try keyword.count()
        case "maxItems": array.maxItems = try keyword.count()
        case "uniqueItems": array.hasUniqueItems = try keyword.bool()
        case "prefixItems": array.prefixItems = try keyword.schemas(&compiler)
        case "items": array.items = keyword.schema(&compiler)
        case "contains": array.contains = keyword.schema(&compiler)
        case "minContains": array.minContains = try keyword.count()
        case "maxContains": array.maxContains = try keyword.count()
        default: return false
        }
        return true
    }

    private mutating func addObject(_ keyword: SchemaKeyword, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Bool {
        switch keyword.name {
        case "minProperties": object.minProperties = try keyword.count()
        case "maxProperties": object.maxProperties = try keyword.count()
        case "required": object.required = try keyword.strings()
        case "properties": object.properties = try keyword.schemasByName(&compiler)
        case "patternProperties":
            for (source, schema) in try keyword.schemasByName(&compiler) {
                object.patternProperties.append((try keyword.pattern(source), schema))
            }
        case "additionalProperties": object.additionalProperties = keyword.schema(&compiler)
        case "propertyNames": object.propertyNames = keyword.schema(&compiler)
        case "dependentRequired": object.dependentRequired = try keyword.stringsByName()
        case "dependentSchemas": object.dependentSchemas = try keyword.schemasByName(&compiler)
        default: return false
        }
        return true
    }

    private mutating func addInPlace(_ keyword: SchemaKeyword, _ compiler: inout SchemaCompiler) throws(SchemaError) -> Bool {
        switch keyword.name {
        case "$ref": inPlace.reference = try keyword.reference(&compiler)
        case "allOf": inPlace.allOf = try keyword.alternatives(&compiler)
        case "anyOf": inPlace.anyOf = try keyword.alternatives(&compiler)
        case "oneOf": inPlace.oneOf = try keyword.alternatives(&compiler)
        case "not": inPlace.not = keyword.schema(&compiler)
        case "if": inPlace.condition = keyword.schema(&compiler)
        case "then": inPlace.then = keyword.schema(&compiler)
        case "else": inPlace.otherwise = keyword.schema(&compiler)
        default: return false
        }
        return true
    }
}
