import API
import App
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Identity
import Logging
import Model
import NIOCore
import NIOEmbedded
import PatchbayJSON
import Storage

/// A host whose router is asked without a network between; routes of a test's own stand beside those of the API.
struct HostUnderTest: Sendable {
    let host: Host
    private let responder: RouterResponder<APIContext>
    private let key: String

    init(_ folder: String, more: [Route] = [], rules: [String: AuthorizationTable.Rule] = [:]) async throws {
        var settings = Settings()
        settings.data = folder + "/data"
        settings.plugins = folder + "/plugins"
        try FileManager.default.createDirectory(atPath: settings.plugins, withIntermediateDirectories: true)
        host = try await Host.open(settings, logger: Self.silent)
        responder = try host.api.router(more: more, rules: rules).buildResponder()
        key = String(decoding: try PrivateFile.read(host.identity.adminKeyPath) ?? [], as: UTF8.self).filter { $0 != "\n" }
    }

    static func with(
        more: [Route] = [], rules: [String: AuthorizationTable.Rule] = [:], _ body: (HostUnderTest) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { try await body(try await HostUnderTest($0, more: more, rules: rules)) }
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]

        var json: JSON { (try? JSON.parse(bytes)) ?? .null }
        /// The last part of a problem's type.
        var problem: String? { json["type"]?.string?.split(separator: ":").last.map(String.init) }
        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil, idempotencyKey: String? = nil, headers: HTTPFields = [:], isKnown: Bool = true
    ) async throws -> Answer {
        var headers = headers
        if isKnown { headers[.authorization] = "Bearer \(key)" }
        if let idempotencyKey { headers[HTTPField.Name("idempotency-key") ?? .authorization] = idempotencyKey }
        if body != nil { headers[.contentType] = "application/json" }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "test", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body?.bytes() ?? [])))
        let context = APIContext(source: .init(channel: NIOAsyncTestingChannel(), logger: Self.silent))
        let response = try await responder.respond(to: request, context: context)
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, bytes: collector.bytes)
    }

    func post(_ path: String, _ body: JSON? = nil, idempotencyKey: String? = nil) async throws -> Answer {
        try await send(.post, path, body, idempotencyKey: idempotencyKey)
    }

    /// The audit log, newest first.
    func entries(_ query: String = "") async throws -> [JSON] {
        try await send(.get, "/api/v1/platform/audit" + query).json["items"]?.array ?? []
    }

    private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

private final class Collector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
