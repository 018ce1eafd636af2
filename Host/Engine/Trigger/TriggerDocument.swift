import Egress
import Model
package import PatchbayJSON

/// What the root `trigger` of a run's expressions holds.
package enum TriggerDocument {
    /// Of a run started over the API: `{"body": input}`.
    package static func manual(input: JSON) -> JSON {
        ["body": input]
    }

    /// Of a webhook: `body`, `headers` (lower-case names, repeated ones joined by `, `), `query`, `method`, `path`,
    /// `received_at` (RFC 3339). The body is JSON when it parses, else text when it is UTF-8, else base64.
    package static func webhook(_ request: WebhookRequest) -> JSON {
        [
            "body": body(request.body), "headers": .object(headers(request.headers)), "query": .object(query(request.query)),
            "method": .string(request.method), "path": .string(request.path),
            "received_at": .string(request.receivedAt.description),
        ]
    }

    private static func body(_ bytes: [UInt8]) -> JSON {
        if bytes.isEmpty { return .null }
        if let document = try? JSON.parse(bytes) { return document }
        return String(validating: bytes, as: UTF8.self).map(JSON.string) ?? .string(Base64.encode(bytes))
    }

    private static func headers(_ headers: [WebhookRequest.Header]) -> JSONObject {
        headers.reduce(into: JSONObject()) { object, header in
            let name = header.name.lowercased()
            object[name] = .string((object[name]?.string).map { $0 + ", " + header.value } ?? header.value)
        }
    }

    /// `a=1&b=2&b=3` as `{"a": "1", "b": ["2", "3"]}`.
    private static func query(_ text: String) -> JSONObject {
        text.utf8.split(separator: UInt8(ascii: "&")).reduce(into: JSONObject()) { object, pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = FormText.decode(parts[0])
            let value = JSON.string(parts.count == 2 ? FormText.decode(parts[1]) : "")
            switch object[name] {
            case nil: object[name] = value
            case .array(let values): object[name] = .array(values + [value])
            case let single?: object[name] = [single, value]
            }
        }
    }
}
