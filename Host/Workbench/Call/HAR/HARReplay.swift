import Connections
import Egress
import PatchbayJSON
import Synchronization

/// Answers requests from an HTTP Archive, each entry once, in its order. A request matches an entry with the same method, URL,
/// content type and body; headers that differ from call to call, such as `traceparent`, do not count.
package final class HARReplay: Sendable {
    fileprivate struct Entry: Sendable {
        let key: Key
        let answer: TappedAnswer
        var isUsed = false
    }

    fileprivate struct Key: Hashable, Sendable {
        let method: String
        let url: String
        let type: String
        let body: Body
    }

    /// JSON means the same however it is written.
    fileprivate enum Body: Hashable, Sendable {
        case json(JSON)
        case bytes([UInt8])

        init(_ bytes: [UInt8]) {
            self = (try? JSON.parse(bytes)).map(Body.json) ?? .bytes(bytes)
        }
    }

    private struct State {
        var entries: [Entry]
        var unmatched: [String] = []
    }

    private let state: Mutex<State>

    package init(_ document: [UInt8]) throws(CallFault) {
        guard let json = try? JSON.parse(document), let entries = json["log"]?["entries"]?.array else {
            throw CallFault(.cannotRun, "The recording is no HTTP Archive: it has no log with entries.")
        }
        var read: [Entry] = []
        for (index, entry) in entries.enumerated() { read.append(try Entry(entry, at: index)) }
        state = Mutex(State(entries: read))
    }

    /// Sentences about the requests that the recording has no answer for.
    package var unmatched: [String] { state.withLock(\.unmatched) }

    func answer(_ request: TappedRequest) -> TappedAnswer {
        let key = Key(request)
        return state.withLock { state in
            if let index = state.entries.firstIndex(where: { !$0.isUsed && $0.key == key }) {
                state.entries[index].isUsed = true
                return state.entries[index].answer
            }
            state.unmatched.append(Self.sentence(key, state.entries))
            return TappedAnswer(failure: .notConnected)
        }
    }

    /// Names the entry that comes nearest, and what differs.
    private static func sentence(_ key: Key, _ entries: [Entry]) -> String {
        let what = "The recording has no answer for \(key.method) \(key.url)"
        let sameURL = entries.filter { $0.key.method == key.method && $0.key.url == key.url }
        if sameURL.isEmpty {
            let urls = Set(entries.map { "\($0.key.method) \($0.key.url)" }).sorted()
            return "\(what). It has \(urls.isEmpty ? "no entries" : urls.joined(separator: ", ")). Record it again with --record."
        }
        if sameURL.contains(where: { $0.key == key }) { return "\(what) any more: it was asked \(sameURL.count + 1) times. Record it again with --record." }
        return "\(what) with this body or content type; it has one with another. Record it again with --record."
    }
}

extension HARReplay.Key {
    fileprivate init(_ request: TappedRequest) {
        self.init(method: request.method, url: HARQuery.valid(request.url), type: request.headers.first("content-type") ?? "", body: .init(request.body))
    }
}

extension HARReplay.Entry {
    fileprivate init(_ json: JSON, at index: Int) throws(CallFault) {
        let request = json["request"], response = json["response"]
        guard let method = request?["method"]?.string, let url = request?["url"]?.string, let status = response?["status"]?.int64 else {
            throw CallFault(.cannotRun, "Entry \(index) of the recording has no method, URL or status.")
        }
        let headers = HARReplay.fields(request?["headers"])
        let body = try HARReplay.bytes(request?["postData"], at: index)
        key = HARReplay.Key(method: method, url: HARQuery.valid(url), type: headers.first("content-type") ?? "", body: .init(body))
        answer = TappedAnswer(
            failure: json["_failure"]?.string.flatMap(EgressFailure.Code.init), status: Int(clamping: status),
            headers: HARReplay.fields(response?["headers"]), body: try HARReplay.bytes(response?["content"], at: index))
    }
}

extension HARReplay {
    fileprivate static func fields(_ json: JSON?) -> HTTPFields {
        (json?.array ?? []).compactMap { field in
            guard let name = field["name"]?.string, let value = field["value"]?.string else { return nil }
            return (name.lowercased(), value)
        }
    }

    fileprivate static func bytes(_ json: JSON?, at index: Int) throws(CallFault) -> [UInt8] {
        guard let text = json?["text"]?.string else { return [] }
        guard (json?["encoding"] ?? json?["_encoding"])?.string == "base64" else { return Array(text.utf8) }
        guard let bytes = Base64.decode(text) else { throw CallFault(.cannotRun, "Entry \(index) of the recording has a body that is no Base64.") }
        return bytes
    }
}
