/// Header fields in order; names may repeat.
package typealias HTTPFields = [(name: String, value: String)]

extension HTTPFields {
    /// The first value of a field; `name` in lower case.
    package func first(_ name: String) -> String? {
        first { $0.name.lowercasedASCII == name }?.value
    }

    func contains(_ name: String) -> Bool {
        first(name) != nil
    }

    /// Without the fields of these lower-case names.
    func removing(_ names: Set<String>) -> HTTPFields {
        filter { !names.contains($0.name.lowercasedASCII) }
    }

    /// With `fields` in place of fields of the same names.
    func setting(_ fields: HTTPFields) -> HTTPFields {
        removing(Set(fields.map(\.name.lowercasedASCII))) + fields
    }
}
