import PatchbayJSON
import PluginHost
import Synchronization

/// Calls one after the other, to one worker as long as it lives and then to the next: a crash ends one call, not a check.
final class CallSession: Sendable {
    private let plugin: PluginUnderCheck
    private let concurrency: Int?
    private let current = Mutex<BenchWorker?>(nil)

    init(_ plugin: PluginUnderCheck, concurrency: Int? = nil) {
        self.plugin = plugin
        self.concurrency = concurrency
    }

    var options: CheckOptions { plugin.options }

    /// The worker that takes calls; started when there is none.
    func worker() async throws(PluginRefusal) -> BenchWorker {
        if let worker = current.withLock({ $0 }), worker.isServing { return worker }
        let worker = try await plugin.start(concurrency: concurrency)
        current.withLock { $0 = worker }
        return worker
    }

    func run(_ call: CallCase, input: JSON? = nil, _ services: any CallServices) async -> CallEnding {
        await run(call.operation, call.document(input), services)
    }

    func run(
        _ operation: PluginOperation, _ document: [UInt8], within timeout: Duration? = nil, _ services: any CallServices
    ) async -> CallEnding {
        do throws(PluginRefusal) {
            return try await worker().end(operation, document, within: timeout ?? options.patience, services)
        } catch {
            return .gone(error.sentence)
        }
    }

    func stop() async {
        await current.withLock { $0.take() }?.stop()
    }
}
