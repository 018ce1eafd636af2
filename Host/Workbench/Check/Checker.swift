import Glibc
import PatchbayJSON
package import PluginHost

/// A conformance tester: looks at plugin files as a host would, and closer. No byte of a plugin runs in this process.
package struct Checker: Sendable {
    private let bench: PluginBench
    private let options: CheckOptions

    package init(configuration: PluginHostConfiguration, options: CheckOptions = CheckOptions()) {
        bench = PluginBench(configuration: configuration)
        self.options = options
    }

    /// Runs the checks on the file at a path. Throws when there is nothing to read there, or no worker to run it in.
    package func check(_ path: String) async throws(Unreadable) -> CheckReport {
        if let obstacle = await bench.obstacle() { throw Unreadable("\(path) cannot be checked. \(obstacle)") }
        guard let resolved = resolve(path) else {
            throw Unreadable(errno == ENOENT ? "There is no file \(path): build the plugin first." : "\(path) cannot be read: \(unsafe String(cString: strerror(errno))).")
        }
        var inspection = Inspection(path, FileUnderCheck(path: resolved), bench, options)
        for check in Check.all where options.filter.map(check.name.contains) ?? true {
            await inspection.run(check)
        }
        return inspection.report
    }

    /// A file that cannot be looked at.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String

        init(_ sentence: String) {
            description = sentence
        }
    }

    private func resolve(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}

/// The checks of one file in progress. What several of them need is found out once, when the first asks.
private struct Inspection {
    private(set) var report: CheckReport
    private let file: FileUnderCheck
    private let plugin: PluginUnderCheck?
    /// Inner nil: there is none.
    private var manifest: ManifestUnderCheck??
    private var calls: CallsUnderCheck??

    init(_ path: String, _ file: FileUnderCheck, _ bench: PluginBench, _ options: CheckOptions) {
        report = CheckReport(path: path)
        self.file = file
        plugin = (try? file.file.get()).map { PluginUnderCheck(file: $0, stem: file.stem, bench: bench, options: options) }
    }

    mutating func run(_ check: Check) async {
        let begun = ContinuousClock.now
        let verdict = await verdict(check.subject)
        report.lines.append(.init(check: check.name, description: check.description, verdict: verdict, duration: .now - begun))
    }

    private mutating func verdict(_ subject: Check.Subject) async -> Verdict {
        switch subject {
        case .file(let look): return look(file)
        case .start(let look):
            guard let plugin else { return .unreadable }
            return await look(plugin)
        case .manifest(let look):
            guard let manifest = await readManifest() else { return plugin == nil ? .unreadable : .doesNotStart }
            return look(manifest)
        case .calls(let look):
            guard let manifest = await readManifest() else { return plugin == nil ? .unreadable : .doesNotStart }
            guard manifest.readable != nil, let calls = await plainCalls() else { return .illFormed }
            return await look(calls)
        }
    }

    private mutating func readManifest() async -> ManifestUnderCheck? {
        if let manifest { return manifest }
        let worker = try? await plugin?.start()
        let found = worker.map { ManifestUnderCheck(document: $0.manifest, stem: file.stem) }
        await worker?.stop()
        report.id = found?.json?["id"]?.string
        report.version = found?.json?["version"]?.string
        manifest = .some(found)
        return found
    }

    private mutating func plainCalls() async -> CallsUnderCheck? {
        if let calls { return calls }
        guard let plugin, let manifest = await readManifest()?.readable else { return nil }
        let found = await CallsUnderCheck(plugin, manifest)
        calls = .some(found)
        return found
    }
}
