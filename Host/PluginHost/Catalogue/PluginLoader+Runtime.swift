import Logging

extension PluginLoader {
    /// What will run the plugin; nothing runs yet.
    func makeRuntime(
        for id: String, _ file: PluginFile, _ facts: PluginFacts, _ policy: PluginPolicy
    ) throws(PluginRefusal) -> any PluginRuntime {
        let libraries = try configuration.runtimeFolder(for: facts).map { [$0] } ?? []
        let log: @Sendable (PluginLogLevel, String) -> Void = { [logger] level, line in
            logger.log(level: level.loggerLevel, "\(line)", metadata: ["plugin": "\(id)", "build": "\(file.build)"])
        }
        if policy.isolation == .none {
            return InProcessRuntime(file: file.image, grace: configuration.grace, startTime: configuration.startTime, ticker: ticker, log: log)
        }
        let plan = WorkerPlan(
            image: file.image, build: file.build, libraries: libraries, memory: PluginLimits.standard.memory,
            concurrency: PluginLimits.standard.concurrency, grace: configuration.grace, startTime: configuration.startTime,
            sandbox: configuration.sandbox
        )
        let make: @Sendable () -> WorkerRuntime = { [configuration, spawner, ticker, signals] in
            WorkerRuntime(plan: plan, restart: RestartPolicy(configuration.restart), spawner: spawner, ticker: ticker, log: log) {
                signals.send(.fault)
            }
        }
        return policy.share == .workspace ? WorkspaceRuntimes(make: make) : make()
    }
}

extension PluginFacts {
    init(_ binary: PluginBinary) {
        self.init(toolchain: binary.note?.toolchain, needsSwiftRuntime: binary.needsSwiftRuntime, buildID: binary.buildID)
    }
}

extension PluginLimits {
    /// What the admin allows, else what the plugin asks for.
    init(_ manifest: Manifest, _ policy: PluginPolicy) {
        self.init(
            concurrency: policy.concurrency ?? manifest.limits.concurrency,
            memory: UInt64(policy.memoryMegabytes ?? manifest.limits.memoryMB) << 20
        )
    }
}

extension PluginLogLevel {
    fileprivate var loggerLevel: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
