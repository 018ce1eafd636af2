import Logging

extension PluginLoader {
    /// What will run the plugin; nothing runs yet.
    func makeRuntime(
        for id: String, _ file: PluginFile, _ facts: PluginFacts, _ policy: PluginPolicy
    ) throws(PluginRefusal) -> any PluginRuntime {
        let libraries = try runtimeFolder(for: facts).map { [$0] } ?? []
        let log: @Sendable (PluginLogLevel, String) -> Void = { [logger] level, line in
            logger.log(level: level.loggerLevel, "\(line)", metadata: ["plugin": "\(id)", "build": "\(file.build)"])
        }
        if policy.isolation == .none { return InProcessRuntime(file: file.image, grace: configuration.grace, ticker: ticker, log: log) }
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

    /// Where the runtime of the plugin's compiler is; nil when it needs none. Swift's ABI on Linux is tied to the compiler, so a
    /// plugin on a shared runtime needs exactly the one it was built for.
    func runtimeFolder(for facts: PluginFacts) throws(PluginRefusal) -> String? {
        guard facts.needsSwiftRuntime else { return nil }
        guard let toolchain = facts.toolchain else {
            throw PluginRefusal("It needs a Swift runtime and does not say which: build it with PluginKit, or with -static-stdlib.")
        }
        if let folder = configuration.runtimes[toolchain] { return folder }
        let here = configuration.runtimes.keys.sorted().joined(separator: ", ")
        throw PluginRefusal(
            "It was built with \(toolchain), and here \(here.isEmpty ? "is no Swift runtime" : "are runtimes for \(here) only"): "
                + "build it with -static-stdlib, or add a runtime for \(toolchain)."
        )
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
