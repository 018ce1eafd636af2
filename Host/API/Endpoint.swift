import HTTPTypes
import Hummingbird
import Identity
import Model
import NIOCore
import NIOHTTP1
import PatchbayJSON

/// A route made ready to serve: schemas compiled, and the checks that come before the handler.
struct Endpoint: Sendable {
    private let route: Route
    private let rule: AuthorizationTable.Rule
    private let doorkeeper: Doorkeeper
    private let limits: RequestLimits
    private let guests: GuestRule?
    private let records: EffectRecords
    private let parameters: ParameterCheck
    private let bodySchema: JSONSchema?

    init(
        _ route: Route, _ rule: AuthorizationTable.Rule, _ doorkeeper: Doorkeeper, _ limits: RequestLimits, _ records: EffectRecords
    ) throws {
        self.route = route
        self.rule = rule
        self.doorkeeper = doorkeeper
        self.limits = limits
        guests = GuestRule(route, rule.requirement)
        self.records = records
        parameters = try ParameterCheck(route.parameters)
        if case .json(let schema) = route.body?.content {
            bodySchema = try JSONSchema(schema)
        } else {
            bodySchema = nil
        }
    }

    func respond(to request: Request, _ context: APIContext) async throws -> Response {
        let isKnown = rule.requirement != .anyone && request.headers[.authorization] != nil
        let guest = isKnown ? nil : try limits.admit(request, context, guests)
        do {
            let principal = try await doorkeeper.admit(request, context, rule.requirement)
            let standing = try await limits.admit(principal, rule.requirement) ?? guest
            return try await RequestStanding.mark(standing, context) { try await answer(request, context, principal) }
        } catch let refusal as Refusal {
            // What is refused counts, too: each is an entry in the audit log.
            let standing = try await limits.admit(refusal, rule.requirement)
            return try await RequestStanding.mark(standing, context) {
                let call = Call(request: request, context: context, principal: refusal.principal, body: .null, bytes: [])
                await records.note(refusal, call, route, rule)
                throw refusal.problem
            }
        }
    }

    private func answer(_ request: Request, _ context: APIContext, _ principal: Principal?) async throws -> Response {
        if !route.acceptsAnyQuery { try parameters.check(request) }
        let bytes = try await collect(request)
        let body = try parse(bytes, contentType: request.headers[.contentType])
        return try await records.perform(
            Call(request: request, context: context, principal: principal, body: body, bytes: bytes), route, rule)
    }

    private func collect(_ request: Request) async throws -> [UInt8] {
        guard let limit = route.body?.limit else { return [] }
        let tooLarge = Problem(.contentTooLarge, .tooLarge, "The body is larger than the \(limit) bytes that this route takes.")
        // What says that it is too large need not be sent first.
        if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
        do {
            let buffer = try await request.body.collect(upTo: limit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch is RequestTooSlow {
            throw Problem(.requestTimeout, .tooSlow, "The body came too slowly. Send the request again.")
        } catch is HTTPParserError {
            throw Problem(.badRequest, .badRequest, "The body is not framed as HTTP/1.1 asks.")
        }
    }

    /// Enough for a list of numbers as long as most bodies may be; the tree then takes no more than eight times the bytes.
    private static let bodyLimits = JSONLimits(values: 1 << 17)

    private func parse(_ bytes: [UInt8], contentType: String?) throws -> JSON {
        guard let schema = bodySchema else { return .null }
        if bytes.isEmpty {
            guard route.body?.required == false else {
                throw Problem(.badRequest, .badRequest, "This route needs a JSON body.")
            }
            return .null
        }
        guard contentType.map(Self.isJSON) ?? true else {
            throw Problem(.unsupportedMediaType, .unsupportedMediaType, "The body must be JSON: send “Content-Type: application/json”.")
        }
        let body: JSON
        do {
            body = try JSON.parse(bytes, limits: Self.bodyLimits)
        } catch {
            throw Problem(.badRequest, .badRequest, "The body cannot be read as JSON: \(error)")
        }
        let faults = schema.check(body).map { Problem.Fault(pointer: $0.pointer.description, message: $0.message) }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        return body
    }

    private static func isJSON(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return type == "application/json" || type.hasSuffix("+json")
    }
}

extension Problem {
    static func unauthorized(_ detail: String) -> Problem {
        Problem(.unauthorized, .unauthorized, detail, headers: [.wwwAuthenticate: "Bearer realm=\"patchbay\""])
    }
}
