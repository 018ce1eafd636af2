import Glibc

/// Runs the sections one after the other and prints their figures.
enum Report {
    static func run(only names: [String]) async throws {
        let folder = try Scratch.make()
        defer { Scratch.remove(folder) }
        Scratch.share(folder)
        guard !Disk.isMemory(folder) else {
            throw BenchmarkError("\(folder) is in memory; durable figures need a disk. Run from a folder on one.")
        }
        report("fsync.p50", Disk.fsyncMedian(folder), "µs")
        for section in Section.allCases where names.isEmpty || names.contains(section.rawValue) {
            for pinned in section.isMeasuredPinned ? [false, true] : [false] {
                let words = (pinned ? ["taskset", "-c", "0"] : []) + [programPath, "section", section.rawValue] + (pinned ? ["pinned"] : [])
                try ChildProcess(words[0], Array(words.dropFirst())).wait("The section \(section.rawValue)")
            }
        }
    }
}

/// A part of the report.
enum Section: String, CaseIterable {
    case json, audit, echo, inprocess, worker, cold, start, ingest, runs, provider

    init(_ name: String) throws {
        guard let section = Section(rawValue: name) else {
            throw BenchmarkError("There is no section \(name); there are \(Section.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = section
    }

    /// Whether it is measured on one core as well, as `<name>.pinned.p50`: there the figure is the work alone, without what
    /// waking another core takes.
    var isMeasuredPinned: Bool { self == .echo || self == .worker }

    /// Seconds until the kernel ends a section's process, whatever it waits for; the longest, `ingest`, takes half a minute.
    private static let deadline: UInt32 = 240

    /// Off the main actor, as the server's work is: a hop there and back would be part of every figure.
    @concurrent func run(pinned: Bool) async throws {
        alarm(Self.deadline)
        let suffix = pinned ? ".pinned" : ""
        switch self {
        case .json: try JSONSection.run()
        case .audit: try await AuditSection.run()
        case .echo: try Echo.run(suffix: suffix)
        case .inprocess: try await PluginSection.inProcess()
        case .worker: try await PluginSection.worker(suffix: suffix)
        case .cold: try await PluginSection.coldStart()
        case .start: try await StartSection.run()
        case .ingest: try await IngestSection.run()
        case .runs: try await RunsSection.run()
        case .provider: try await ProviderSection.run()
        }
    }
}
