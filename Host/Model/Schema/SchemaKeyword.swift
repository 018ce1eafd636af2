import PatchbayJSON
import PatchbayPattern

/// One keyword of a schema: reads its value as what it must be, or throws where it is not.
struct SchemaKeyword {
    let name: String
    let value: JSON
    /// Where the schema is that has the keyword.
    let schema: JSONPointer

    var pointer: JSONPointer { schema.appending(name) }

    func error(_ reason: String) -> SchemaError {
        SchemaError(pointer: schema, keyword: name, reason: reason)
    }

    // MARK: Plain values

    func bool() throws(SchemaError) -> Bool {
        guard let bool = value.bool else { throw error("must be true or false") }
        return bool
    }

    func string() throws(SchemaError) -> String {
        guard let string = value.string else { throw error("must be a string") }
        return string
    }

    func number() throws(SchemaError) -> JSONNumber {
        guard let number = value.number else { throw error("must be a number") }
        return number
    }

    /// A number above zero that exact division can handle.
    func divisor() throws(SchemaError) -> JSONNumber {
        let divisor = try number()
        guard divisor > 0 else { throw error("must be greater than 0") }
        guard JSONNumber.half.isMultiple(of: divisor) != nil else { throw error("must have at most 18 significant digits") }
        return divisor
    }

    func count() throws(SchemaError) -> Int {
        guard let number = value.int64, number >= 0 else { throw error("must be a whole number from 0") }
        return Int(clamping: number)
    }

    func array() throws(SchemaError) -> [JSON] {
        guard let array = value.array else { throw error("must be a list") }
        return array
    }

    func strings() throws(SchemaError) -> [String] { try strings(value) }

    func stringsByName() throws(SchemaError) -> [(key: String, required: [String])] {
        guard let members = value.object else { throw error("must be an object of lists of strings") }
        var result: [(key: String, required: [String])] = []
        for (key, value) in members { result.append((key, try strings(value))) }
        return result
    }

    func types() throws(SchemaError) -> SchemaTypes {
        var types: SchemaTypes = []
        let names = if let name = value.string { [name] } else { try strings() }
        for name in names {
            guard let type = SchemaTypes(named: name) else { throw error("names the type ‘\(name)’, which does not exist") }
            types.formUnion(type)
        }
        guard !types.isEmpty else { throw error("must not be empty") }
        return types
    }

    func pattern(_ source: String) throws(SchemaError) -> Pattern {
        do {
            return try Pattern(source)
        } catch {
            throw self.error("has the pattern ‘\(SchemaPhrase.short(source))’: character \(error.position + 1): \(error.reason)")
        }
    }

    private func strings(_ value: JSON) throws(SchemaError) -> [String] {
        guard let array = value.array else { throw error("must be a list of strings") }
        let strings = array.compactMap(\.string)
        guard strings.count == array.count else { throw error("must be a list of strings") }
        return strings
    }

    // MARK: Schemas

    func schema(_ compiler: inout SchemaCompiler) -> Int { compiler.index(at: pointer) }

    func schemas(_ compiler: inout SchemaCompiler) throws(SchemaError) -> [Int] {
        var schemas: [Int] = []
        for index in try array().indices { schemas.append(compiler.index(at: pointer.appending(index))) }
        return schemas
    }

    /// A list of schemas that must not be empty.
    func alternatives(_ compiler: inout SchemaCompiler) throws(SchemaError) -> [Int] {
        guard try !array().isEmpty else { throw error("must not be empty") }
        return try schemas(&compiler)
    }

    func schemasByName(_ compiler: inout SchemaCompiler) throws(SchemaError) -> [(key: String, schema: Int)] {
        guard let members = value.object else { throw error("must be an object of schemas") }
        var schemas: [(key: String, schema: Int)] = []
        for key in members.keys { schemas.append((key, compiler.index(at: pointer.appending(key)))) }
        return schemas
    }

    /// The schema that `#` or `#/…` names inside this document.
    func reference(_ compiler: inout SchemaCompiler) throws(SchemaError) -> Int {
        let text = try string()
        guard text.utf8.first == UInt8(ascii: "#"), text == "#" || text.hasPrefix("#/") else {
            throw error("refers to ‘\(SchemaPhrase.short(text))’; only places in the same document are supported: # and #/…")
        }
        guard let decoded = SchemaReference.percentDecoded(text.dropFirst()), let target = JSONPointer(decoded) else {
            throw error("is malformed: ‘\(SchemaPhrase.short(text))’")
        }
        guard compiler.document[pointer: target] != nil else {
            throw error("refers to ‘\(SchemaPhrase.short(text))’, which is not there")
        }
        return compiler.index(at: target)
    }
}

enum SchemaReference {
    /// The fragment of a URI with `%xx` decoded; nil where that is malformed or not UTF-8.
    static func percentDecoded(_ fragment: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = fragment.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else { bytes.append(byte); continue }
            guard let high = digit(rest.popFirst()), let low = digit(rest.popFirst()) else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        byte.flatMap { Character(Unicode.Scalar($0)).hexDigitValue }.map { UInt8($0) }
    }
}

extension JSONNumber {
    fileprivate static let half = JSONNumber("0.5") ?? 0
}
