import Model
import PluginHost

/// A file that is a library, with a bench to start it on.
struct PluginUnderCheck: Sendable {
    let file: PluginFile
    let stem: String
    let bench: PluginBench
    let options: CheckOptions

    /// Starts a worker, or says why the plugin does not start.
    func start(concurrency: Int? = nil) async throws(PluginRefusal) -> BenchWorker {
        var limits = BenchLimits()
        limits.grace = options.grace
        if let concurrency { limits.concurrency = concurrency }
        return try await bench.start(file, limits)
    }
}

/// How patient the checker is.
package struct CheckOptions: Sendable {
    /// For one call to a provider that answers at once.
    package var patience: Duration = .seconds(5)
    /// For a call that was cancelled.
    package var grace: Duration = .seconds(2)
    /// Calls in each of the windows over which memory, threads and descriptors are compared.
    package var callsPerWindow = 500
    /// Names contain it; nil runs all.
    package var filter: String?

    package init() {}
}
