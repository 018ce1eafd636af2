import HTTPTypes
import Hummingbird
import NIOCore
import PatchbayJSON

/// An answer as it is kept for repeats: its status, the headers that belong to it, and its body byte for byte.
struct StoredAnswer: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let body: [UInt8]

    /// The headers that tell of what was made; others tell of the request.
    private static let kept: [HTTPField.Name] = [.contentType, .location, .eTag]

    /// Reads the whole body of an answer.
    init(_ response: Response) async throws {
        let collector = BodyCollector()
        try await response.body.write(collector)
        status = response.status
        headers = HTTPFields(response.headers.filter { Self.kept.contains($0.name) })
        body = collector.bytes
    }

    /// The answer to a repeat.
    var replay: Response {
        var headers = headers
        headers[.idempotencyReplayed] = "true"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension StoredAnswer {
    /// A line of JSON with status and headers, then the body.
    var bytes: [UInt8] {
        let head: JSON = [
            "status": .number(JSONNumber(status.code)),
            "headers": .array(headers.map { [.string($0.name.rawName), .string($0.value)] }),
        ]
        return head.bytes() + [UInt8(ascii: "\n")] + body
    }

    /// Nil for bytes that are not from ``bytes``.
    init?(bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let head = try? JSON.parse(Array(bytes[..<end])),
            let code = head["status"]?.int64
        else { return nil }
        var headers = HTTPFields()
        for field in head["headers"]?.array ?? [] {
            guard let name = field.array?.first?.string.flatMap({ HTTPField.Name($0) }), let value = field.array?.last?.string else { return nil }
            headers.append(HTTPField(name: name, value: value))
        }
        status = HTTPResponse.Status(code: Int(code))
        self.headers = headers
        body = Array(bytes[(end + 1)...])
    }
}

/// Keeps what a body writes.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
