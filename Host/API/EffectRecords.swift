import HTTPTypes
import Hummingbird
import Identity
import Logging
import Model
import Storage

/// What outlives a request: who did what, and what was answered under its idempotency key. Both are stored by the first
/// commit of the handler, so neither is there without the effect, nor the effect without them.
struct EffectRecords: Sendable {
    let database: Database
    let audit: AuditLog
    let repeats: IdempotencyRecords
    let clients: ClientAddress

    /// Runs the handler of a route, or answers from the record of an earlier run.
    func perform(_ call: Call, _ route: Route, _ rule: AuthorizationTable.Rule) async throws -> Response {
        let event = rule.auditedAs.map { AuditEvent(action: $0, call, route, address: clients.address(of: call.request, call.context)) }
        guard let request = try RepeatableRequest(call, route) else {
            guard let event else { return try await route.handler(call) }
            return try await ride(CommitRider { try audit.append(event.about($1), in: $0) }, call, route)
        }
        return try await repeats.exclusively(request) {
            if let answer = try await repeats.answer(to: request) { return answer.replay }
            let rider = CommitRider { transaction, subject in
                try repeats.notePerformed(request, subject: subject ?? call.subject(route), in: transaction)
                if let event { try audit.append(event.about(subject), in: transaction) }
            }
            let response = try await ride(rider, call, route)
            // Without an effect there is nothing to do twice, and the next try may fare better.
            guard response.status.kind == .successful || response.status.kind == .redirection else { return response }
            let answer = try await StoredAnswer(response)
            await repeats.keep(answer, to: request)
            return Response(status: response.status, headers: response.headers, body: .init(byteBuffer: .init(bytes: answer.body)))
        }
    }

    /// A handler that succeeded and committed nothing, because its effect is elsewhere, has its records in a commit of their own.
    private func ride(_ rider: CommitRider, _ call: Call, _ route: Route) async throws -> Response {
        try await rider.ride {
            let response = try await route.handler(call)
            if !rider.hasArrived, response.status.code < 400 { try await database.commit { _ in } }
            return response
        }
    }

    /// Records that a caller who is known tried what it may not do.
    func note(_ refusal: Refusal, _ call: Call, _ route: Route, _ rule: AuthorizationTable.Rule) async {
        guard let action = rule.auditedAs else { return }
        var event = AuditEvent(action: action, call, route, address: clients.address(of: call.request, call.context))
        event.outcome = .refused
        do {
            try await audit.record(event.about(nil))
        } catch {
            call.context.logger.error("a refusal was not recorded", metadata: ["action": .string(action), "error": "\(error)"])
        }
    }
}

extension AuditEvent {
    fileprivate init(action: String, _ call: Call, _ route: Route, address: String) {
        self.init(
            workspace: call.principal?.workspace, actor: call.principal.map { "\($0.caller)" } ?? "anonymous", action: action,
            subject: call.subject(route), address: address, traceID: call.trace.traceID)
    }
}

extension Call {
    /// What the path names last: the object of the request, unless it makes one. Nil for what has not the shape of a name,
    /// because a client can write anything there.
    fileprivate func subject(_ route: Route) -> String? {
        guard let parameter = route.parameters.last(where: { $0.location == .path }) else { return nil }
        let text = path(parameter.name)
        let isName = (1...100).contains(text.utf8.count) && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._:-".utf8.contains(byte)
            }
        }
        return isName ? text : nil
    }
}
