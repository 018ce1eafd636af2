import Egress
import Model
import PatchbayJSON
import PluginHost

extension FetchReply {
    /// A provider's answer as `PluginAPI/Schemas/fetch.reply.json`. A JSON body is checked and copied, not read and written.
    init(_ response: EgressResponse) {
        var writer = JSONWriter(capacity: response.body.count + 1024)
        writer.object { writer in
            writer.key("status")
            writer.integer(Int64(response.status))
            writer.key("headers")
            writer.object { writer in
                for (name, value) in Self.headers(of: response) { writer.member(name, value) }
            }
            Self.write(response, into: &writer)
        }
        self.init(status: .ok, document: writer.bytes())
    }

    /// No answer, as `PluginAPI/Schemas/error.json`.
    init(_ failure: CallFailure) {
        self.init(status: .failed, document: failure.document)
    }

    /// `json` where the provider says so and it is, else `text` where it is UTF-8, else `base64`; none when there is no body.
    private static func write(_ response: EgressResponse, into writer: inout JSONWriter) {
        let body = response.body
        guard !body.isEmpty else { return }
        if isJSON(response.headers.first("content-type")), (try? JSON.validate(body)) != nil {
            writer.member("json", raw: body)
        } else if let text = String(validating: body, as: UTF8.self) {
            writer.member("text", text)
        } else {
            writer.member("base64", Base64.encode(body))
        }
    }

    /// `application/json`, `text/json`, and types that end in `+json` (RFC 6839).
    private static func isJSON(_ contentType: String?) -> Bool {
        guard let type = contentType?.prefix(while: { $0 != ";" }).lowercased() else { return false }
        let subtype = type.split(separator: "/").last?.filter { $0 != " " } ?? ""
        return subtype == "json" || subtype.hasSuffix("+json")
    }

    /// Cookies and proxy credentials are sessions of the host's, not the plugin's; the others speak of the body as it was coded
    /// on the way.
    private static let withheld: Set<String> = [
        "authentication-info", "connection", "content-encoding", "content-length", "keep-alive", "proxy-authenticate",
        "proxy-authentication-info", "set-cookie", "set-cookie2", "transfer-encoding",
    ]

    /// Each name once, its values joined as RFC 9110, 5.3 allows.
    private static func headers(of response: EgressResponse) -> [(String, String)] {
        var order: [String] = []
        var values: [String: String] = [:]
        for (name, value) in response.headers where !withheld.contains(name) {
            if let before = values[name] {
                values[name] = "\(before), \(value)"
            } else {
                values[name] = value
                order.append(name)
            }
        }
        return order.map { ($0, values[$0] ?? "") }
    }
}
