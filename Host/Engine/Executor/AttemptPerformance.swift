import Model
import PatchbayJSON

/// One attempt from its template to its report.
struct AttemptPerformance: Sendable {
    let header: RunHeader
    let step: StepDefinition
    let attempt: Int
    let scope: Scope
    let performer: ActionPerformer
    let willSend: @Sendable () async throws -> Void

    func report() async -> AttemptReport {
        let input: JSON
        do {
            input = try step.input.render(in: scope)
        } catch {
            let place = error.pointer.isEmpty ? "" : "Field \(error.pointer): "
            return AttemptReport(.failure(CallFailure(.invalidInput, place + error.message)))
        }
        let trace = TraceContext(traceID: header.traceID, spanID: TraceContext.new().spanID, sampled: true)
        var report = await performer.perform(StepCall(
            workspace: header.workspace, step: step, input: input, idempotencyKey: header.idempotencyKey(step: step.id),
            attempt: attempt, trace: trace, willSend: willSend))
        report.input = input.bytes()
        // An answer that arrived counts, cancelled or not.
        if Task.isCancelled, case .failure = report.outcome { report.outcome = .interrupted }
        return report
    }
}
