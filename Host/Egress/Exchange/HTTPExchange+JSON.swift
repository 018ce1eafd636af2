package import PatchbayJSON

extension HTTPExchange {
    /// The exchange as stored and shown. Fields are arrays of names and values, since they have an order and may repeat.
    package var json: JSON {
        var object: JSONObject = [
            "method": .string(method),
            "url": .string(url),
            "request_headers": Self.json(requestHeaders),
            "request_body": requestBody.json,
        ]
        if status != 0 {
            object["status"] = .number(JSONNumber(status))
            object["response_headers"] = Self.json(responseHeaders)
            object["response_body"] = responseBody.json
        }
        object["timings_ms"] = timings.json
        object["remote_address"] = remoteAddress.map(JSON.string)
        object["error"] = error.map(JSON.string)
        return .object(object)
    }

    private static func json(_ fields: HTTPFields) -> JSON {
        .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] })
    }
}

extension HTTPExchange.Body {
    /// `text` when it is UTF-8, else `base64`; `size` of the whole, and `cut` when this is only its beginning.
    fileprivate var json: JSON {
        var object: JSONObject = ["size": .number(JSONNumber(size))]
        if let text {
            object["text"] = .string(text)
        } else {
            object["base64"] = .string(Base64.encode(bytes))
        }
        if isCut { object["cut"] = true }
        return .object(object)
    }

    /// The bytes as text; a character that the cut went through is left out.
    private var text: String? {
        for dropped in 0...(isCut ? 3 : 0) {
            if let text = String(validating: bytes.dropLast(dropped), as: UTF8.self) { return text }
        }
        return nil
    }
}

extension HTTPExchange.Timings {
    fileprivate var json: JSON {
        [
            "dns": Self.json(dns),
            "connect": Self.json(connect),
            "tls": Self.json(tls),
            "first_byte": Self.json(firstByte),
            "total": Self.json(total),
        ]
    }

    private static func json(_ milliseconds: Double) -> JSON {
        JSONNumber(milliseconds).map(JSON.number) ?? .null
    }
}
