import Engine
import Logging
import Model
import PatchbayJSON
import ServiceLifecycle
import Storage
import Synchronization
import Vault

/// An engine on a database file of its own, with everything real but the actions.
struct EngineFixture: Sendable {
    let database: Database
    let vault: Vault
    let workspace: WorkspaceID
    let workflows: WorkflowStore

    /// An executor and the run service in front of it, as one host has them.
    func host(
        _ configuration: ExecutorConfiguration = .init(), clock: EngineClock = .system, performer: ActionPerformer
    ) -> (executor: Executor, runs: RunService) {
        let executor = Executor(
            configuration: configuration, database: database, vault: vault, workflows: workflows, performer: performer, clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return (executor, RunService(database: database, vault: vault, workflows: workflows, executor: executor, clock: clock))
    }

    /// Lets an executor work while `body` runs, and then ends it the hard way: its task is cancelled, as at the end of a process.
    @discardableResult
    func running<Answer: Sendable>(
        _ configuration: ExecutorConfiguration = .init(), clock: EngineClock = .system, performer: ActionPerformer,
        _ body: (RunService) async throws -> Answer
    ) async throws -> Answer {
        let (executor, runs) = host(configuration, clock: clock, performer: performer)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await executor.run() }
            defer { group.cancelAll() }
            return try await body(runs)
        }
    }

    /// Saves a workflow of the steps.
    func workflow(_ steps: JSON, trigger: JSON = ["type": "manual"]) async throws -> WorkflowID {
        try await workflows.create(["name": "test", "trigger": trigger, "steps": steps], in: workspace).id
    }
}

/// What a test's actions were asked, in order.
final class CallLog: Sendable {
    private let calls = Mutex<[StepCall]>([])

    func add(_ call: StepCall) { calls.withLock { $0.append(call) } }

    var all: [StepCall] { calls.withLock { $0 } }
    var steps: [String] { all.map(\.step.id) }
}

extension ActionPerformer {
    /// Answers every call with its own input.
    static let echo = ActionPerformer { AttemptReport(.output($0.input.bytes())) }

    static func logging(_ log: CallLog, _ answer: @escaping @Sendable (StepCall) async -> AttemptReport.Outcome) -> ActionPerformer {
        ActionPerformer { call in
            log.add(call)
            return AttemptReport(await answer(call))
        }
    }
}

/// Opened once; who waits goes on then, or when cancelled.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            return exchange(&state.waiting, with: [])
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    if !state.isOpen, !Task.isCancelled { state.waiting.append(continuation) }
                    return state.isOpen || Task.isCancelled
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { exchange(&$0.waiting, with: []) }
            for continuation in waiting { continuation.resume() }
        }
    }
}

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
    private struct State {
        var now = Timestamp(milliseconds: 1_700_000_000_000)
        var sleeping: [Int: (until: Timestamp, continuation: CheckedContinuation<Void, Never>)] = [:]
        var lastSleeper = 0
    }

    private let state = Mutex(State())

    var engine: EngineClock {
        EngineClock(now: { self.state.withLock(\.now) }, sleep: { await self.sleep(until: $0) }, jitter: { 0 })
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now + duration
            let due = state.sleeping.filter { $0.value.until <= state.now }
            for key in due.keys { state.sleeping[key] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    private func sleep(until: Timestamp) async {
        let number = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    let isOver = state.now >= until || Task.isCancelled
                    if !isOver { state.sleeping[number] = (until, continuation) }
                    return isOver
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleeping.removeValue(forKey: number)?.continuation }?.resume()
        }
    }
}
