import Model
import Synchronization

/// A worker on the bench.
package final class BenchWorker: Sendable {
    /// From the request for a worker to its being ready: process, lock-down, loading, entry.
    package let startTime: Duration
    private let worker: WorkerProcess
    private let observer: BenchObserver
    private let ticker: Ticker

    init(_ worker: WorkerProcess, _ observer: BenchObserver, _ ticker: Ticker, startTime: Duration) {
        self.worker = worker
        self.observer = observer
        self.ticker = ticker
        self.startTime = startTime
    }

    deinit {
        worker.kill(.stopped)
    }

    /// The manifest as the plugin hands it over.
    package var manifest: [UInt8] { worker.manifest }

    /// Its process, for a look into `/proc`.
    package var process: Int32 { worker.process }

    /// Whether it takes calls. One that held a call beyond its grace, or crashed, does not.
    package var isServing: Bool { worker.state.withLock { $0.phase == .serving } }

    /// Why it ended, as a sentence about "the plugin"; nil while it lives.
    package var end: String? { observer.end?.sentence }

    /// What it logged that belongs to no call in progress, its own misbehaviour included.
    package var lines: [String] { observer.lines }

    /// Runs a call as it is, checking nothing. The failure of a worker that takes no more calls is its end.
    package func run(_ call: PluginCall) async -> CallOutcome {
        if let outcome = await worker.run(call, deadline: .now + call.timeout, ticker) { return outcome }
        return .failed(CallFailure(.retry, end ?? "The worker takes no more calls."))
    }

    /// Ends the worker and waits until it is gone.
    package func stop() async {
        worker.kill(.stopped)
        await observer.waitForEnd()
    }
}
