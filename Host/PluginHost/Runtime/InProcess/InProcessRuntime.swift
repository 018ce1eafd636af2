import Model
import Synchronization

/// Runs a plugin in the host's own process, for plugins that the admin names and trusts.
///
/// The same contract as a worker, without its walls: a crash is the host's, and a plugin that ignores its cancel cannot be
/// killed; its call fails, and what it answers later is ignored.
final class InProcessRuntime: PluginRuntime {
    private struct State {
        var image: InProcessImage?
        var threads: BlockingThreads?
        var retired = false
        var draining: [CheckedContinuation<Void, Never>] = []
    }

    private let file: Descriptor
    private let calls: InProcessCalls
    private let admission: Admission
    private let loader = PermanentThread(name: "patchbay-load")
    private let grace: Duration
    private let ticker: Ticker
    private let shared = Mutex(State())

    init(file: Descriptor, grace: Duration, ticker: Ticker, log: @escaping @Sendable (PluginLogLevel, String) -> Void) {
        self.file = file
        self.grace = grace
        self.ticker = ticker
        admission = Admission(limit: PluginLimits.standard.concurrency, ticker: ticker)
        calls = InProcessCalls(log: log)
    }

    var state: RuntimeState { .running(layers: []) }

    /// A fault here is the host's end.
    var fault: PluginFault? { nil }

    func release() -> Bool { false }

    var isDrained: Bool { shared.withLock { $0.retired } && calls.isEmpty }

    func load() async throws(PluginRefusal) -> LoadedPlugin {
        let result: Result<InProcessImage, PluginRefusal> = await loader.run { [file, calls] in
            do throws(PluginRefusal) {
                return .success(try InProcessImage(file, host: HostTable(calls)))
            } catch {
                return .failure(error)
            }
        }
        let image = try result.get()
        calls.loaded(image)
        shared.withLock { $0.image = image }
        return LoadedPlugin(manifest: image.manifest, layers: [])
    }

    func configure(_ limits: PluginLimits) {
        admission.setLimit(limits.concurrency)
        shared.withLock { state in
            state.threads = state.image?.mayBlock == true ? BlockingThreads(limit: limits.concurrency) : nil
        }
    }

    func run(_ call: PluginCall, deadline: MonotonicTime) async -> CallOutcome {
        do throws(CallFailure) {
            try await admission.enter(until: deadline)
        } catch {
            return .failed(error)
        }
        defer {
            admission.leave()
            resumeIfDrained()
        }
        let (image, threads) = shared.withLock { state in (state.retired ? nil : state.image, state.threads) }
        guard let image else { return .notTaken }
        let exchange = calls.begin(call.services, CallDeadline(deadline, grace: grace))
        ticker.start()
        if let threads {
            threads.enqueue { [calls] in calls.invoke(exchange, call, image, deadline) }
        } else {
            calls.invoke(exchange, call, image, deadline)
        }
        return await exchange.run()
    }

    func tick(_ now: MonotonicTime) -> Bool {
        let exchanges = calls.inProgress
        for exchange in exchanges where exchange.tick(now) {
            calls.forget(exchange.id)
            exchange.giveUp()
        }
        return admission.tick(now) || !exchanges.isEmpty
    }

    /// Nothing can be given up: the plugin stays loaded.
    func stopIdle(since time: MonotonicTime) {}

    func retire() {
        shared.withLock { $0.retired = true }
        resumeIfDrained()
    }

    func drained() async {
        await withCheckedContinuation { continuation in
            shared.withLock { $0.draining.append(continuation) }
            resumeIfDrained()
        }
    }

    private func resumeIfDrained() {
        let draining: [CheckedContinuation<Void, Never>] = shared.withLock { state in
            guard state.retired, calls.isEmpty else { return [] }
            defer { state.draining = [] }
            return state.draining
        }
        for continuation in draining { continuation.resume() }
    }
}
