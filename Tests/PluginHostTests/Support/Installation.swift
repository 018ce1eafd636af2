import Glibc
import Logging
import Model
import PatchbayJSON
import PluginHost
import ServiceLifecycle
import Testing

/// A plugin host over a folder of its own.
struct Installation {
    let folder: String
    let host: PluginHost

    init(_ adjust: (inout PluginHostConfiguration) -> Void = { _ in }) throws {
        folder = try Scratch.folder()
        var configuration = PluginHostConfiguration(folder: folder, worker: workerPath)
        configuration.grace = .milliseconds(200)
        configuration.restart.firstDelay = .zero
        adjust(&configuration)
        host = PluginHost(configuration: configuration, logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    private init(folder: String, _ configuration: PluginHostConfiguration) {
        self.folder = folder
        host = PluginHost(configuration: configuration, logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Another host over the same folder, as after a restart.
    func again(_ adjust: (inout PluginHostConfiguration) -> Void = { _ in }) -> Installation {
        var configuration = host.configuration
        adjust(&configuration)
        return Installation(folder: folder, configuration)
    }

    /// Builds the misbehaving fixture into the folder.
    func add(_ id: String = "misbehaving", policy: String? = nil, manifest: String? = nil, definitions: [String] = []) throws {
        let manifest = manifest ?? #"{"manifest_version":1,"id":"\#(id)","name":"Misbehaving","version":"1.0.0"}"#
        let literal = manifest.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : "\($1)" }
        let definitions = ["MANIFEST=\"\(literal)\""] + definitions
        if let policy { try setPolicy(policy, of: id) }
        try add(try Fixture.build("Misbehaving/misbehaving.c", definitions.map { "-D" + $0 }), as: id)
    }

    /// Copies a library into the folder, in one step, as a careful admin would.
    func add(_ library: String, as id: String) throws {
        try write(BinaryFixture.read(library), "\(folder)/.\(id)")
        try move("\(folder)/.\(id)", "\(folder)/\(id).so")
    }

    func setPolicy(_ policy: String, of id: String) throws {
        try write(Array(policy.utf8), "\(folder)/.policy")
        try move("\(folder)/.policy", "\(folder)/\(id).json")
    }

    /// Sends one word to the fixture and gives the text of its answer.
    func say(
        _ word: String, to id: String = "misbehaving", workspace: WorkspaceID = WorkspaceID(), timeout: Duration = .seconds(10),
        services: RecordingServices = RecordingServices()
    ) async throws -> String {
        let call = PluginCall(.authTest, input: Array(word.utf8), timeout: timeout, workspace: workspace, trace: .new(), services: services)
        return String(decoding: try await host.call(connector: id, call), as: UTF8.self)
    }

    /// Does something while the host runs, then shuts it down gracefully.
    func running(_ body: () async throws -> Void) async throws {
        let group = ServiceGroup(services: [host], logger: .init(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }))
        async let run: Void = group.run()
        do {
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            try await run
            throw error
        }
        await group.triggerGracefulShutdown()
        try await run
    }

    /// Crashes the fixture until the host has had enough of it; gives the call's last failure.
    @discardableResult
    func crashUntilQuarantined(_ id: String = "misbehaving", workspace: WorkspaceID = WorkspaceID()) async throws -> CallFailure {
        for _ in 0..<50 {
            do {
                _ = try await say("segv", to: id, workspace: workspace)
            } catch let failure as CallFailure {
                if failure.message.hasPrefix("The plugin is in quarantine.") { return failure }
            }
        }
        throw CallFailure(.bug, "it was not put into quarantine")
    }

    /// What became of a file.
    func state(_ id: String = "misbehaving") -> PluginEntry.State? {
        host.plugins.first { $0.id == id }?.state
    }
}

func write(_ bytes: [UInt8], _ path: String) throws {
    let file = unsafe try #require(fopen(path, "w"))
    unsafe fwrite(bytes, 1, bytes.count, file)
    unsafe fclose(file)
}

func move(_ from: String, _ to: String) throws {
    try #require(unsafe rename(from, to) == 0)
}
