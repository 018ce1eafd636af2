import PatchbayJSON

/// The old names of a form's fields, at every depth, so that what was written for an older connector still runs.
struct InputAliases: Sendable {
    /// Old name to present name.
    private var names: [String: String] = [:]
    /// Of the values of members, by present name.
    private var members: [String: InputAliases] = [:]
    /// Of the elements of a list; none or one.
    private var elements: [InputAliases] = []

    /// Reads `properties`, `items` and `x-aliases` of a schema.
    init(_ schema: JSON) {
        for (name, property) in schema["properties"]?.object ?? [:] {
            for alias in property["x-aliases"]?.array ?? [] {
                if let alias = alias.string { names[alias] = name }
            }
            let inner = InputAliases(property)
            if !inner.isEmpty { members[name] = inner }
        }
        let inner = schema["items"].map(InputAliases.init)
        if let inner, !inner.isEmpty { elements = [inner] }
    }

    var isEmpty: Bool { names.isEmpty && members.isEmpty && elements.isEmpty }

    /// The value under its present names. A member that is there under both keeps both; the check then says what is wrong.
    func renamed(_ value: JSON) -> JSON {
        if isEmpty { return value }
        switch value {
        case .object(let object):
            return .object(JSONObject(object.map { key, value in
                let name = names[key].flatMap { object[$0] == nil ? $0 : nil } ?? key
                return (name, members[name]?.renamed(value) ?? value)
            }))
        case .array(let list):
            return elements.first.map { inner in .array(list.map(inner.renamed)) } ?? value
        default:
            return value
        }
    }
}
