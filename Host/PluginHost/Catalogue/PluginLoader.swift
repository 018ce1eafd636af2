import Logging
import Model

/// Makes a catalogue item of a file: every check, in the order of what they cost, each refusal one sentence.
struct PluginLoader: Sendable {
    let configuration: PluginHostConfiguration
    let files: PermanentThread
    let spawner: WorkerSpawner
    let ticker: Ticker
    let runtimes: RuntimeList
    let signals: Signals
    let logger: Logger

    /// Never fails: a file that cannot serve becomes an item that says why.
    func load(_ found: PluginFile.Found) async -> Catalogue.Item {
        var entry = PluginEntry(
            file: found.id + ".so", id: found.id, state: .serving, size: found.identity.size, isolation: .worker, warnings: []
        )
        do throws(PluginRefusal) {
            let serving = try await load(found, &entry)
            return Catalogue.Item(entry: entry, serving: serving)
        } catch {
            entry.state = .refused(error.sentence)
            logger.warning("plugin refused", metadata: ["plugin": "\(found.id)", "reason": "\(error.sentence)"])
            return Catalogue.Item(entry: entry)
        }
    }

    private func load(_ found: PluginFile.Found, _ entry: inout PluginEntry) async throws(PluginRefusal) -> ServingPlugin? {
        let (policy, file) = try await read(found)
        entry.isolation = policy.isolation
        entry.warnings = policy.unknownKeys.map { "Its policy has the key \($0), which means nothing." }
        guard policy.enabled else {
            entry.state = .disabled
            return nil
        }
        entry.sha256 = file.sha256
        let binary = try file.binary()
        entry.toolchain = binary.note?.toolchain
        let runtime = try makeRuntime(found.id, file, binary, policy)
        runtimes.add(runtime)
        do throws(PluginRefusal) {
            let manifest = try Manifest(of: try await runtime.load(), file: found.id)
            entry.name = manifest.name
            entry.version = manifest.version.description
            entry.warnings += manifest.warnings.map(\.description)
            runtime.configure(PluginLimits(manifest, policy))
            let connector = Connector(manifest: manifest, policy: policy, pluginFile: entry.file, sha256: file.sha256)
            return ServingPlugin(connector: connector, runtime: runtime)
        } catch {
            runtime.retire()
            throw error
        }
    }

    private func read(_ found: PluginFile.Found) async throws(PluginRefusal) -> (PluginPolicy, PluginFile) {
        let folder = configuration.folder
        let result: Result<(PluginPolicy, PluginFile), PluginRefusal> = await files.run {
            do throws(PluginRefusal) {
                let policy = try PluginPolicy(path: "\(folder)/\(found.id).json")
                return .success((policy, try PluginFile(found, folderOwner: FileIdentity(path: folder)?.owner)))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func makeRuntime(
        _ id: String, _ file: PluginFile, _ binary: PluginBinary, _ policy: PluginPolicy
    ) throws(PluginRefusal) -> any PluginRuntime {
        let libraries = try runtimeFolder(for: binary).map { [$0] } ?? []
        let log: @Sendable (PluginLogLevel, String) -> Void = { [logger] level, line in
            logger.log(level: level.loggerLevel, "\(line)", metadata: ["plugin": "\(id)", "build": "\(file.build)"])
        }
        if policy.isolation == .none { return InProcessRuntime(file: file.image, grace: configuration.grace, ticker: ticker, log: log) }
        let plan = WorkerPlan(
            image: file.image, build: file.build, libraries: libraries, memory: PluginLimits.standard.memory,
            concurrency: PluginLimits.standard.concurrency, grace: configuration.grace, requiresSandbox: configuration.sandbox == .required
        )
        return WorkerRuntime(plan: plan, spawner: spawner, ticker: ticker, log: log) { [signals] in signals.send(.fault) }
    }

    /// Swift's ABI on Linux is tied to the compiler, so a plugin on a shared runtime needs exactly the one it was built for.
    private func runtimeFolder(for binary: PluginBinary) throws(PluginRefusal) -> String? {
        guard binary.needsSwiftRuntime else { return nil }
        guard let toolchain = binary.note?.toolchain else {
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

extension PluginFile {
    fileprivate func binary() throws(PluginRefusal) -> PluginBinary {
        do throws(PluginBinaryError) {
            return try PluginBinary(bytes)
        } catch {
            throw PluginRefusal(error.description)
        }
    }
}

extension Manifest {
    /// Reads the manifest of a plugin that lies in `<file>.so`.
    fileprivate init(of loaded: LoadedPlugin, file: String) throws(PluginRefusal) {
        do throws(ManifestError) {
            try self.init(document: loaded.manifest)
        } catch {
            throw PluginRefusal("Its manifest is not right. \(error)")
        }
        guard id == file else {
            throw PluginRefusal("Its manifest says its id is \(id): rename the file to \(id).so.")
        }
    }
}

extension PluginLimits {
    /// What the admin allows, else what the plugin asks for.
    fileprivate init(_ manifest: Manifest, _ policy: PluginPolicy) {
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
