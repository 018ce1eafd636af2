/// The content of a request or an answer.
public enum Body: Sendable, Hashable {
    case none
    case json(JSON)
    case text(String)
    /// Name and value pairs, `application/x-www-form-urlencoded`. Requests only.
    case form([String: String])
    /// Bytes, in base64.
    case base64(String)

    /// Reads the member that holds the content in a document of the host.
    init(in document: JSON) {
        if let json = document["json"] {
            self = .json(json)
        } else if let text = document["text"]?.string {
            self = .text(text)
        } else if let base64 = document["base64"]?.string {
            self = .base64(base64)
        } else {
            self = .none
        }
    }

    func write(into document: inout JSONObject) {
        switch self {
        case .none: break
        case .json(let json): document["json"] = json
        case .text(let text): document["text"] = .string(text)
        case .form(let fields): document["form"] = fields.json
        case .base64(let text): document["base64"] = .string(text)
        }
    }
}

extension JSON {
    /// The members that are texts.
    var strings: [String: String] {
        var strings: [String: String] = [:]
        for (key, value) in object ?? [:] { strings[key] = value.string }
        return strings
    }
}
