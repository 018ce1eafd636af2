package import Model

/// A webhook request as it came in, kept raw: nothing of it is parsed before it is durable.
///
/// Stored as bytes of its own making, because headers and body are bytes and JSON would double them: a version, then
/// `received_at` (8 bytes, little-endian), then method, path, query, the headers' names and values, and the body, each behind
/// its length (4 bytes, little-endian).
package struct WebhookRequest: Sendable, Hashable {
    package var method: String
    /// The workflow's part of the URL, as stored with the workflow.
    package var path: String
    /// As it was sent, still percent-encoded, without the question mark.
    package var query: String
    package var headers: [Header]
    package var body: [UInt8]
    package var receivedAt: Timestamp

    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(method: String, path: String, query: String, headers: [Header], body: [UInt8], receivedAt: Timestamp) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.receivedAt = receivedAt
    }
}

extension WebhookRequest {
    private static let version: UInt8 = 1

    /// The bytes to seal and store.
    package func encoded() -> [UInt8] {
        let headerSize = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 8 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(29 + method.utf8.count + path.utf8.count + query.utf8.count + headerSize + body.count)
        bytes.append(Self.version)
        bytes.append(integer: UInt64(bitPattern: receivedAt.milliseconds))
        for text in [method, path, query] { bytes.append(field: text.utf8) }
        bytes.append(integer: UInt32(headers.count))
        for header in headers {
            bytes.append(field: header.name.utf8)
            bytes.append(field: header.value.utf8)
        }
        bytes.append(field: body)
        return bytes
    }

    /// nil for bytes that ``encoded()`` did not make.
    package init?(encoded bytes: [UInt8]) {
        var reader = FieldReader(bytes: bytes)
        guard reader.byte() == Self.version, let time: UInt64 = reader.integer(), let method = reader.text(), let path = reader.text(),
            let query = reader.text(), let count: UInt32 = reader.integer()
        else { return nil }
        var headers: [Header] = []
        for _ in 0..<count {
            guard let name = reader.text(), let value = reader.text() else { return nil }
            headers.append(Header(name, value))
        }
        guard let body = reader.field(), reader.isAtEnd else { return nil }
        self.init(
            method: method, path: path, query: query, headers: headers, body: Array(body),
            receivedAt: Timestamp(milliseconds: Int64(bitPattern: time)))
    }
}

extension [UInt8] {
    fileprivate mutating func append<Integer: FixedWidthInteger>(integer: Integer) {
        for shift in stride(from: 0, to: Integer.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: integer >> Integer(shift))) }
    }

    fileprivate mutating func append(field: some Collection<UInt8>) {
        append(integer: UInt32(field.count))
        append(contentsOf: field)
    }
}

private struct FieldReader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() -> UInt8? { take(1)?.first }

    mutating func integer<Integer: FixedWidthInteger>() -> Integer? {
        take(Integer.bitWidth / 8)?.reversed().reduce(0) { $0 << 8 | Integer($1) }
    }

    mutating func field() -> ArraySlice<UInt8>? {
        guard let count: UInt32 = integer() else { return nil }
        return take(Int(count))
    }

    mutating func text() -> String? {
        field().map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
