import Model
import Synchronization

/// Runs a plugin in the host's own process, for plugins that the admin names and trusts.
///
/// The same contract as a worker, without its walls: a crash is the host's, and a plugin that ignores its cancel cannot be
/// killed; its call fails, and what it answers later is ignored.
final class InProcessRuntime: PluginRuntime {
    private typealias Loading = CheckedContinuation<Result<InProcessImage, PluginRefusal>, Never>

    private struct State {
        /// Who waits for the plugin's entry to return.
        var loading: (Loading, until: MonotonicTime)?
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
    private let startTime: Duration
    private let ticker: Ticker
    private let shared = Mutex(State())

    init(
        file: Descriptor, grace: Duration, startTime: Duration, ticker: Ticker, log: @escaping @Sendable (PluginLogLevel, String) -> Void
    ) {
        self.file = file
        self.grace = grace
        self.startTime = startTime
        self.ticker = ticker
        admission = Admission(limit: PluginLimits.standard.concurrency, ticker: ticker)
        calls = InProcessCalls(log: log)
    }

    var state: RuntimeState { .running(layers: []) }

    /// A fault here is the host's end.
    var fault: PluginFault? { nil }

    var quarantines: [Quarantine] { [] }

    func restore(_ quarantines: [Quarantine]) {}

    func release() -> Bool { false }

    var isDrained: Bool { shared.withLock { $0.retired } && calls.isEmpty }

    func load() async throws(PluginRefusal) -> LoadedPlugin {
        let result = await withCheckedContinuation { continuation in
            let isRetired = shared.withLock { state in
                if !state.retired { state.loading = (continuation, until: .now + startTime) }
                return state.retired
            }
            if isRetired { return continuation.resume(returning: .failure(PluginRefusal(CallFailure.replaced.message))) }
            ticker.start()
            loader.enqueue { [self] in
                do throws(PluginRefusal) {
                    finishLoading(.success(try InProcessImage(file, host: HostTable(calls))))
                } catch {
                    finishLoading(.failure(error))
                }
            }
        }
        let image = try result.get()
        calls.loaded(image)
        shared.withLock { $0.image = image }
        return LoadedPlugin(manifest: image.manifest, layers: [])
    }

    /// Answers who waits for the plugin's entry, once: by what it gave, or because nobody waits for it any longer. Nothing ends
    /// code that hangs in our process: its thread stays.
    private func finishLoading(_ result: Result<InProcessImage, PluginRefusal>) {
        let loading = shared.withLock { state in
            defer { state.loading = nil }
            return state.loading?.0
        }
        loading?.resume(returning: result)
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
        let readyBy = shared.withLock { $0.loading?.until }
        if let readyBy, now >= readyBy { finishLoading(.failure(PluginRefusal(WorkerEnd.tooSlow(startTime).sentence))) }
        return admission.tick(now) || !exchanges.isEmpty || readyBy != nil
    }

    /// Its threads are the host's.
    func inspect(_ now: MonotonicTime) {}

    /// Nothing can be given up: the plugin stays loaded.
    func stopIdle(since time: MonotonicTime) {}

    func retire() {
        shared.withLock { $0.retired = true }
        finishLoading(.failure(PluginRefusal(CallFailure.replaced.message)))
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
