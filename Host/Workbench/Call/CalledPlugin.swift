import Glibc
import Model
package import PluginHost

/// A plugin file as a connector that can be called by hand.
package struct CalledPlugin: Sendable {
    package let connector: Connector
    private let file: PluginFile
    private let bench: PluginBench

    /// Reads the file and the policy beside it, and starts it once for its manifest.
    package init(path: String, configuration: PluginHostConfiguration) async throws(CallFault) {
        guard unsafe access(path, F_OK) == 0 else {
            throw CallFault(.cannotRun, "There is no file \(path): name the plugin's file with --plugin, or the folder that it is in with --plugins.")
        }
        let bench = PluginBench(configuration: configuration)
        let opened: (file: PluginFile, policy: PluginPolicy, manifest: [UInt8])
        do throws(PluginRefusal) {
            let file = try PluginFile(path: path)
            let policy = try PluginPolicy(beside: path)
            let worker = try await bench.start(file)
            opened = (file, policy, worker.manifest)
            await worker.stop()
        } catch {
            throw CallFault(.cannotRun, "\(path) cannot be called. \(error.sentence)")
        }
        do throws(ManifestError) {
            let manifest = try Manifest(document: opened.manifest)
            connector = Connector(manifest: manifest, policy: opened.policy, pluginFile: path, sha256: opened.file.sha256)
        } catch {
            throw CallFault(.cannotRun, "\(path) cannot be called. Its manifest is not right: \(error)")
        }
        (file, self.bench) = (opened.file, bench)
    }

    /// A worker of its own for one call.
    func start() async throws(CallFault) -> BenchWorker {
        var limits = BenchLimits()
        limits.memory = UInt64(connector.policy.memoryMegabytes ?? connector.manifest.limits.memoryMB) << 20
        do throws(PluginRefusal) {
            return try await bench.start(file, limits)
        } catch {
            throw CallFault(.cannotRun, error.sentence)
        }
    }
}
