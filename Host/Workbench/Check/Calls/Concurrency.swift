import Model
import PatchbayJSON
import PluginHost
import Synchronization

/// Calls at once.
private let most = 32

/// Runs many calls at once, each with a mark of its own in its input and in its provider's answers, and looks where the marks
/// turn up.
@Sendable func concurrency(_ calls: CallsUnderCheck) async -> Verdict {
    let count = min(most, calls.manifest.limits.concurrency)
    guard count > 1 else { return .skipped("The manifest allows one call at a time.") }
    let session = CallSession(calls.plugin, concurrency: count)
    let actions = calls.sound.filter { $0.action != nil }
    guard !actions.isEmpty else { return .skipped("No action gets so far; see calls.valid.") }
    var findings: [Finding] = []
    for call in actions {
        guard let worker = try? await session.worker() else { return .doesNotStart }
        let traces = await run(call, count, on: worker, session.options)
        if let fault = fault(traces) { findings.append(.failed(fault, at: call.name)) }
    }
    await session.stop()
    return .looked(findings)
}

/// What was seen of one of the calls.
private struct Trace: Sendable {
    let number: Int
    let ending: CallEnding
    let requests: [[UInt8]]
}

private func run(_ call: CallCase, _ count: Int, on worker: BenchWorker, _ options: CheckOptions) async -> [Trace] {
    let barrier = Barrier(count)
    return await withTaskGroup(of: Trace.self) { group in
        for number in 0..<count {
            group.addTask {
                let provider = ScriptedProvider { request in
                    if request == 1 { await barrier.arrive() }
                    return .json(Mark.on(call.body, number))
                }
                let document = call.document(marked(call, number))
                let ending = await worker.end(call.operation, document, within: options.patience, provider)
                barrier.leave()
                return Trace(number: number, ending: ending, requests: provider.requests)
            }
        }
        var traces: [Trace] = []
        for await trace in group { traces.append(trace) }
        return traces.sorted { $0.number < $1.number }
    }
}

/// The input with the mark in each of its texts that may hold one.
private func marked(_ call: CallCase, _ number: Int) -> JSON? {
    guard let action = call.action, var members = call.input?.object else { return nil }
    for (name, value) in members where value.string != nil {
        var changed = members
        changed[name] = Mark.on(value, number)
        if action.check(.object(changed)).isEmpty { members = changed }
    }
    return .object(members)
}

private func fault(_ traces: [Trace]) -> String? {
    for trace in traces {
        if let fault = trace.ending.fault { return "With \(traces.count) calls at once: \(fault)" }
        let strangers = (trace.requests + [trace.ending.text]).flatMap(Mark.numbers).filter { $0 != trace.number }
        if !strangers.isEmpty {
            return "With \(traces.count) calls at once, one call shows what belongs to another: keep all that a call needs by its id, not in globals."
        }
    }
    return nil
}

extension CallEnding {
    /// All that it says.
    fileprivate var text: [UInt8] {
        switch self {
        case .answered(let answer): answer.bytes()
        case .failed(let error): Array(error.message.utf8)
        case .malformed, .interrupted, .held, .gone: []
        }
    }
}

/// Lets everybody wait until everybody has come, or has gone without coming.
private final class Barrier: Sendable {
    fileprivate struct State {
        var missing: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(missing: count))
    }

    /// Waits for the others; whoever leaves afterwards counts as another that has come, which does no harm.
    func arrive() async {
        await withCheckedContinuation { continuation in
            release(state.withLock { state in
                state.waiting.append(continuation)
                return state.come()
            })
        }
    }

    func leave() {
        release(state.withLock { $0.come() })
    }

    private func release(_ waiting: [CheckedContinuation<Void, Never>]) {
        for continuation in waiting { continuation.resume() }
    }
}

extension Barrier.State {
    /// One more is here; gives those who may go on.
    fileprivate mutating func come() -> [CheckedContinuation<Void, Never>] {
        missing -= 1
        guard missing <= 0 else { return [] }
        defer { waiting = [] }
        return waiting
    }
}
