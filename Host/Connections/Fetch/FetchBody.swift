import Egress
package import PatchbayJSON

/// The content of a request.
package enum FetchBody: Sendable, Hashable {
    case none
    case json(JSON)
    /// Name and value pairs, `application/x-www-form-urlencoded`.
    case form([FetchRequest.Pair])
    case text(String)
    case bytes([UInt8])
}

extension FetchBody {
    /// What the host says of the content when the plugin does not.
    var contentType: String? {
        switch self {
        case .none: nil
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .text: "text/plain; charset=utf-8"
        case .bytes: "application/octet-stream"
        }
    }

    var content: [UInt8] {
        switch self {
        case .none: []
        case .json(let json): json.bytes()
        case .form(let pairs): Array(pairs.map { "\(component($0.name))=\(component($0.value))" }.joined(separator: "&").utf8)
        case .text(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        }
    }
}

/// Percent-encoded for a query or a form, where `%20` is read as a space just like `+`.
func component(_ text: String) -> String { PercentEncoding.component(text) }
