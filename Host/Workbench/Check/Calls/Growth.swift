import PatchbayJSON
import PluginHost

/// What a worker used after each of several windows of calls.
struct Growth: Sendable {
    static let windows = 3
    /// Enough for a runtime to start its threads, too few for a leak to reach a limit of the worker's.
    private static let firstCalls = 20

    let early: ProcessFigures
    /// One more than there are windows: the first after the warming up.
    let figures: [ProcessFigures]
    let callsPerWindow: Int

    /// Nil when the worker or its figures are gone.
    static func measure(_ calls: CallsUnderCheck) async -> Growth? {
        let session = CallSession(calls.plugin)
        guard let worker = try? await session.worker() else { return nil }
        let window = calls.plugin.options.callsPerWindow
        var figures: [ProcessFigures] = []
        for count in [firstCalls] + Array(repeating: window, count: windows + 1) {
            for number in 0..<count {
                let call = calls.sound[number % calls.sound.count]
                _ = await session.run(call, ScriptedProvider(always: .json(call.body)))
            }
            guard worker.isServing, let current = ProcessFigures(of: worker.process) else { return nil }
            figures.append(current)
        }
        await session.stop()
        return Growth(early: figures.removeFirst(), figures: figures, callsPerWindow: window)
    }

    fileprivate var last: ProcessFigures { figures[figures.count - 1] }
}

func growthVerdict(_ calls: CallsUnderCheck, _ judge: (Growth) -> [Finding]?) async -> Verdict {
    guard !calls.sound.isEmpty else { return .skipped("There is no call to repeat.") }
    guard let growth = await calls.growth.value({ await Growth.measure(calls) }) else { return .skipped("The worker did not live through \(calls.plugin.options.callsPerWindow * 4) calls, or its figures in /proc cannot be read.") }
    return judge(growth).map(Verdict.looked) ?? .skipped("Only root may count the open files of a sandboxed worker.")
}

/// Allocators and runtimes take memory in steps, so only what grows in every window counts.
func memoryFindings(_ growth: Growth) -> [Finding] {
    let steps = zip(growth.figures, growth.figures.dropFirst()).map { $1.memory - $0.memory }
    guard let least = steps.min(), least >= 256 << 10 else { return [] }
    return [.failed("Memory grows with every call, by some \(least / growth.callsPerWindow) bytes: free what a call allocates, on every path.")]
}

func threadFindings(_ growth: Growth) -> [Finding] {
    let more = growth.last.threads - growth.early.threads
    return more > 16 ? [.failed("There are \(more) more threads after many calls: end the threads that a call starts.")] : []
}

/// Nil when they cannot be counted.
func descriptorFindings(_ growth: Growth) -> [Finding]? {
    guard let first = growth.early.descriptors, let last = growth.last.descriptors else { return nil }
    let more = last - first
    return more > 8 ? [.failed("There are \(more) more open files after many calls: close what a call opens, on every path.")] : []
}
