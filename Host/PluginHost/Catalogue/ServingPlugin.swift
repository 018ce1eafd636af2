import Model

/// A serving connector and what runs it. A class, because each call looks it up and a manifest has many parts to retain.
final class ServingPlugin: Sendable {
    let connector: Connector
    /// Nil while all that is known comes from the cache: nothing of the file has been read or run.
    let runtime: (any PluginRuntime)?
    let dormant: DormantPlugin?

    init(_ connector: Connector, _ runtime: any PluginRuntime) {
        self.connector = connector
        self.runtime = runtime
        dormant = nil
    }

    init(_ connector: Connector, _ dormant: DormantPlugin) {
        self.connector = connector
        self.dormant = dormant
        runtime = nil
    }

    var state: RuntimeState { runtime?.state ?? dormant?.state ?? .stopped }

    var quarantines: [Quarantine] { runtime?.quarantines ?? dormant?.quarantines ?? [] }

    /// Takes up quarantines that began before the plugin was loaded.
    func restore(_ quarantines: [Quarantine]) {
        guard !quarantines.isEmpty else { return }
        runtime?.restore(quarantines)
        dormant?.restore(quarantines)
    }

    /// Ends a quarantine. False when there is none.
    func release() -> Bool { runtime?.release() ?? dormant?.release() ?? false }

    /// The same build under what a new policy says of its calls; nil when nothing runs it. Where it runs stays as it is.
    func following(_ policy: PluginPolicy) -> ServingPlugin? {
        guard let runtime else { return nil }
        var new = policy
        (new.isolation, new.share) = (connector.policy.isolation, connector.policy.share)
        guard new != connector.policy else { return self }
        runtime.configure(PluginLimits(connector.manifest, new))
        let connector = Connector(manifest: connector.manifest, policy: new, pluginFile: connector.pluginFile, sha256: connector.sha256)
        return ServingPlugin(connector, runtime)
    }

    /// Runs a call and gives the answer's document; nil when the plugin was replaced before it took the call.
    func run(_ call: PluginCall) async throws(CallFailure) -> [UInt8]? {
        guard let runtime else { return nil }
        guard call.input.count <= 16 << 20 else { throw .documentTooLarge }
        let most = connector.policy.timeoutMilliseconds.map { Duration.milliseconds($0) }
        switch await runtime.run(call, deadline: .now + min(call.timeout, most ?? call.timeout)) {
        case .answered(.ok, let document): return document
        case .answered(.failed, let document): throw CallFailure(document: document)
        case .answered(.cancelled, _): throw CallFailure(.bug, "The plugin says the call was cancelled, which it was not. \(WorkerEnd.cure)")
        case .failed(let failure): throw failure
        case .notTaken: return nil
        }
    }
}
