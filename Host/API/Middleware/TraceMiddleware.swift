import HTTPTypes
import Hummingbird
import Logging
import Model

/// Accepts or makes the trace of a request, names it in answer and log, and turns errors into problem documents.
struct TraceMiddleware: RouterMiddleware {
    let clients: ClientAddress
    private let clock = ContinuousClock()

    init(clients: ClientAddress) { self.clients = clients }

    func handle(
        _ request: Request, context: APIContext, next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let parent = request.headers[.traceparent].flatMap(TraceContext.init(header:)) {
            context.trace = parent.child()
        }
        context.logger[metadataKey: "trace_id"] = .string(context.trace.traceID)
        let start = clock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = Problem(error, logger: context.logger).response(traceID: context.trace.traceID)
        }
        response.headers[.traceparent] = context.trace.header
        log(request, response, context, clock.now - start)
        return response
    }

    private func log(_ request: Request, _ response: Response, _ context: APIContext, _ duration: Duration) {
        let level: Logger.Level = response.status.code >= 500 ? .error : .debug
        guard context.logger.logLevel <= level else { return }
        context.logger.log(level: level, "request", metadata: [
            "method": .string(request.method.rawValue),
            "path": .string(request.uri.path),
            "client": .string(clients.address(of: request, context)),
            "status": .stringConvertible(response.status.code),
            "ms": .stringConvertible(duration.milliseconds),
        ])
    }
}

extension HTTPField.Name {
    // The name is a constant token, so it is always valid.
    static let traceparent = Self("traceparent")!
}
