import Egress
import Model
package import PatchbayJSON

/// Exchanges as an HTTP Archive, version 1.2 (http://www.softwareishard.com/blog/har-12-spec/): what browsers and proxies read.
package struct HARLog {
    private let exchanges: [RecordedExchange]
    private let creator: String

    /// - Parameter version: Of this host.
    package init(_ exchanges: [RecordedExchange], version: String) {
        self.exchanges = exchanges
        creator = version
    }

    package var json: JSON {
        ["log": [
            "version": "1.2",
            "creator": ["name": "patchbay", "version": .string(creator)],
            "entries": .array(exchanges.map(\.entry)),
        ]]
    }
}

extension RecordedExchange {
    /// Sizes that are not known are -1, as the format has it.
    fileprivate var entry: JSON {
        var entry: JSONObject = [
            "startedDateTime": .string((endedAt + .milliseconds(-Int(answer.timings.total))).description),
            "time": Self.number(answer.timings.total),
            "request": requestJSON,
            "response": responseJSON,
            "cache": [:],
            "timings": timings,
        ]
        entry["serverIPAddress"] = answer.remoteAddress.map { .string(Self.address($0)) }
        entry["_failure"] = answer.failure.map { .string($0.rawValue) }
        return .object(entry)
    }

    private var requestJSON: JSON {
        var json: JSONObject = [
            "method": .string(request.method), "url": .string(HARQuery.valid(request.url)), "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": Self.fields(request.headers), "queryString": HARQuery.json(of: request.url), "headersSize": -1,
            "bodySize": .number(JSONNumber(request.body.count)),
        ]
        if !request.body.isEmpty {
            let type = request.headers.first("content-type") ?? "application/octet-stream"
            var data = Self.text(request.body)
            data["mimeType"] = .string(type)
            if let encoding = data["encoding"] { (data["_encoding"], data["encoding"]) = (encoding, nil) } // the format has it for answers only
            json["postData"] = .object(data)
        }
        return .object(json)
    }

    private var responseJSON: JSON {
        var content = Self.text(answer.body)
        content["size"] = .number(JSONNumber(answer.body.count))
        content["mimeType"] = .string(answer.headers.first("content-type") ?? "x-unknown")
        return [
            "status": .number(JSONNumber(answer.status)), "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": Self.fields(answer.headers), "content": .object(content),
            "redirectURL": .string(answer.headers.first("location") ?? ""), "headersSize": -1,
            "bodySize": .number(JSONNumber(answer.failure == nil ? answer.body.count : -1)),
        ]
    }

    /// Phases that did not happen are -1.
    private var timings: JSON {
        let timings = answer.timings
        return [
            "blocked": -1, "dns": Self.phase(timings.dns), "connect": Self.phase(timings.connect + timings.tls), "ssl": Self.phase(timings.tls),
            "send": 0, "wait": Self.number(max(0, timings.firstByte)), "receive": Self.number(max(0, timings.total - timings.firstByte)),
        ]
    }

    /// Text where the bytes are UTF-8, else Base64 with a word that says so.
    private static func text(_ body: [UInt8]) -> JSONObject {
        if let text = String(validating: body, as: UTF8.self) { return ["text": .string(text)] }
        return ["text": .string(Base64.encode(body)), "encoding": "base64"]
    }

    private static func fields(_ fields: HTTPFields) -> JSON {
        .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] })
    }

    private static func number(_ milliseconds: Double) -> JSON { JSONNumber(milliseconds).map(JSON.number) ?? 0 }

    private static func phase(_ milliseconds: Double) -> JSON { milliseconds > 0 ? number(milliseconds) : -1 }

    /// Without the port.
    private static func address(_ remote: String) -> String {
        remote.lastIndex(of: ":").map { String(remote[..<$0]) } ?? remote
    }
}
