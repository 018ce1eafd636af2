import Engine
import Model
package import PatchbayJSON

extension JSON {
    /// A moment as clients see it, RFC 3339 in UTC.
    static func time(_ time: Timestamp) -> JSON { .string(time.description) }

    static func time(_ time: Timestamp?) -> JSON? { time.map { .string($0.description) } }

    /// One page of a list: `items`, and `next_cursor` unless this was the last.
    package static func page(_ items: [JSON], next: String?) -> JSON {
        var page: JSONObject = ["items": .array(items)]
        page["next_cursor"] = next.map(JSON.string)
        return .object(page)
    }
}
