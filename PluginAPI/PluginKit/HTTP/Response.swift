/// A provider's answer.
public struct Response: Sendable {
    public let status: Int
    /// Names in lower case.
    public let headers: [String: String]
    public let body: Body

    init(_ document: JSON) {
        status = document["status"]?.int64.flatMap { Int(exactly: $0) } ?? 0
        headers = document["headers"]?.strings ?? [:]
        body = Body(in: document)
    }

    /// The content when it is JSON, else null.
    public var json: JSON {
        if case .json(let json) = body { json } else { .null }
    }

    /// The content when it is text, or JSON as text.
    public var text: String? {
        switch body {
        case .text(let text): text
        case .json(let json): json.text()
        case .none, .form, .base64: nil
        }
    }
}
