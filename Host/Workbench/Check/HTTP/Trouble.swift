import PatchbayJSON
import PluginHost

/// One way in which a provider can answer badly.
struct Trouble: Sendable {
    let name: String
    /// Given what a provider that means well would answer.
    let reply: @Sendable (_ body: JSON) -> FetchReply
    /// How long the answer asks to wait.
    var wait: Duration?
    /// Of an error that the provider tells by it.
    var status: Int?

    init(_ name: String, wait: Duration? = nil, _ reply: @escaping @Sendable (JSON) -> FetchReply) {
        self.name = name
        self.wait = wait
        self.reply = reply
    }

    init(_ name: String, _ reply: FetchReply) {
        self.init(name) { _ in reply }
    }

    /// An error as most providers tell it.
    static func status(_ status: Int, _ headers: JSONObject = [:], wait: Duration? = nil) -> Trouble {
        let words = JSON.string("The provider says \(status).")
        let error: JSON = ["error": ["message": words], "message": words]
        let name = (headers["retry-after"]?.string).map { "\(status) with Retry-After \($0)" } ?? "\(status)"
        var trouble = Trouble(name, wait: wait) { _ in
            .json(error, status: status, headers: headers)
        }
        trouble.status = status
        return trouble
    }

    /// There is always another page, under every name that providers have for it.
    static let endless = Trouble("pages without end") { body in
        guard case .object(var members) = body else { return .json(body) }
        let more: JSONObject = [
            "next": "https://api.example.org/next", "next_cursor": "c", "nextPageToken": "c", "next_page": 2, "has_more": true, "more": true,
            "cursor": "c", "response_metadata": ["next_cursor": "c"], "links": ["next": "https://api.example.org/next"],
            "meta": ["next": "c"], "paging": ["next": ["after": "c"]],
        ]
        for (name, value) in more where members[name] == nil { members[name] = value }
        return .json(.object(members), headers: ["link": #"<https://api.example.org/next>; rel="next""#])
    }

    static let unicode = Trouble("every kind of character") { body in .json(body.appending(InputVariants.unicode)) }

    static let large = Trouble("10 MB") { body in
        let padding = JSON.string(String(repeating: "0123456789abcdef", count: 10 << 16))
        guard case .object(var members) = body else { return .json(padding) }
        members["padding"] = padding
        return .json(.object(members))
    }
}

extension JSON {
    /// With a text at the end of each of its texts.
    fileprivate func appending(_ suffix: String) -> JSON {
        switch self {
        case .string(let text): .string(text + suffix)
        case .array(let elements): .array(elements.map { $0.appending(suffix) })
        case .object(let members): .object(JSONObject(members.map { ($0.key, $0.value.appending(suffix)) }))
        case .null, .bool, .number: self
        }
    }
}
