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

    enum Loaded: Sendable {
        /// The record is nil for a file that does not serve.
        case item(Catalogue.Item, PluginRecord?)
        /// Somebody writes to the file, or has put another in its place: look again.
        case changing
    }

    /// Reads the file, checks it and starts the plugin. A file that cannot serve becomes an item that says why.
    func load(_ load: PluginLoad) async -> Loaded {
        var entry = PluginEntry(load.found)
        do throws(PluginFile.Failure) {
            guard let (serving, record) = try await self.load(load, &entry) else { return .item(Catalogue.Item(entry: entry), nil) }
            return .item(Catalogue.Item(entry: entry, serving: serving), record)
        } catch {
            guard case .refused(let refusal) = error else { return .changing }
            entry.state = .refused(refusal.sentence)
            return .item(Catalogue.Item(entry: entry), nil)
        }
    }

    private func load(
        _ load: PluginLoad, _ entry: inout PluginEntry
    ) async throws(PluginFile.Failure) -> (ServingPlugin, PluginRecord)? {
        let (policy, file) = try await read(load.found)
        entry.isolation = policy.isolation
        guard let file else {
            entry.state = .disabled
            return nil
        }
        entry.sha256 = file.sha256
        do throws(PluginRefusal) {
            return try await start(load, file, policy, &entry)
        } catch {
            throw .refused(error)
        }
    }

    /// The policy, and the file unless the policy disables it.
    private func read(_ found: PluginFile.Found) async throws(PluginFile.Failure) -> (PluginPolicy, PluginFile?) {
        let folder = configuration.folder
        let result: Result<(PluginPolicy, PluginFile?), PluginFile.Failure> = await files.run {
            let trust = FileTrust(path: folder)
            do throws(PluginFile.Failure) {
                let policy = try PluginPolicy.read(of: found.id, trust)
                return .success((policy, policy.enabled ? try PluginFile(found, trust) : nil))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func start(
        _ load: PluginLoad, _ file: PluginFile, _ policy: PluginPolicy, _ entry: inout PluginEntry
    ) async throws(PluginRefusal) -> (ServingPlugin, PluginRecord) {
        let found = load.found
        let facts = PluginFacts(try file.binary())
        entry.note(facts)
        let runtime = try makeRuntime(for: found.id, file, facts, policy)
        runtimes.add(runtime)
        load.begin(runtime)
        do throws(PluginRefusal) {
            let document = try await runtime.load().manifest
            let manifest = try manifest(document, of: found.id)
            entry.note(manifest)
            runtime.configure(PluginLimits(manifest, policy))
            let connector = Connector(manifest: manifest, policy: policy, pluginFile: entry.file, sha256: file.sha256)
            let record = PluginRecord(identity: found.identity, sha256: file.sha256, facts: facts, manifest: document)
            return (ServingPlugin(connector, runtime), record)
        } catch {
            entry.fault = runtime.fault
            runtime.retire()
            throw error
        }
    }

    /// Reads the manifest of the plugin that lies in `<file>.so`.
    func manifest(_ document: [UInt8], of file: String) throws(PluginRefusal) -> Manifest {
        let manifest: Manifest
        do throws(ManifestError) {
            manifest = try Manifest(document: document)
        } catch {
            throw PluginRefusal("Its manifest is not right. \(error)")
        }
        if manifest.id == file { return manifest }
        throw PluginRefusal(misnamed: file, manifest.id, isTaken: FileIdentity(path: "\(configuration.folder)/\(manifest.id).so") != nil)
    }
}

extension PluginPolicy {
    fileprivate static func read(of id: String, _ trust: FileTrust) throws(PluginFile.Failure) -> PluginPolicy {
        do throws(PluginRefusal) {
            return try PluginPolicy(of: id, trust)
        } catch {
            throw .refused(error)
        }
    }
}

extension PluginRefusal {
    /// The file's name is the id, so that no two files can provide one connector and a listing shows what is there.
    fileprivate init(misnamed file: String, _ id: String, isTaken: Bool) {
        self.init(
            isTaken
                ? "Its manifest says its id is \(id), which \(id).so provides: take \(file).so away, or move it over \(id).so."
                : "Its manifest says its id is \(id): rename the file to \(id).so."
        )
    }
}
