/// What is added to a request's URL, percent-encoded by the host. Nil members are left out, lists are repeated.
///
/// ```swift
/// ["limit": 200, "cursor": query.page, "types": ["public", "private"]]
/// ```
public struct Query: Sendable, ExpressibleByDictionaryLiteral {
    /// Texts, or lists of texts.
    let json: JSONObject

    public init(_ parameters: [String: String] = [:]) {
        json = parameters.json.object ?? [:]
    }

    public init(dictionaryLiteral elements: (String, (any JSONConvertible)?)...) {
        json = JSONObject(elements.compactMap { key, value in value.map { (key, $0.json.queryValue) } })
    }
}

extension JSON {
    fileprivate var queryValue: JSON {
        switch self {
        case .string: self
        case .array(let values): .array(values.map(\.queryValue))
        default: .string(text())
        }
    }
}
