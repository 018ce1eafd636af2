import Glibc

/// Runs the sections one after the other and prints their figures.
enum Report {
    static func run(only names: [String]) async throws {
        let folder = try Scratch.make()
        defer { Scratch.remove(folder) }
        guard !Disk.isMemory(folder) else {
            throw BenchmarkError("\(folder) is in memory; durable figures need a disk. Run from a folder on one.")
        }
        report("fsync.p50", Disk.fsyncMedian(folder), "µs")
        for section in Section.allCases where names.isEmpty || names.contains(section.rawValue) {
            for pinned in section.isMeasuredPinned ? [false, true] : [false] {
                let words = ["section", section.rawValue] + (pinned ? ["pinned"] : [])
                try ChildProcess("/proc/self/exe", words).wait()
            }
        }
    }
}

/// A part of the report.
enum Section: String, CaseIterable {
    case json, echo, inprocess, worker, cold, start, ingest, runs, provider

    init(_ name: String) throws {
        guard let section = Section(rawValue: name) else {
            throw BenchmarkError("There is no section \(name); there are \(Section.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = section
    }

    /// Whether it is measured on one core as well, as `<name>.pinned.p50`: there the figure is the work alone, without what
    /// waking another core takes.
    var isMeasuredPinned: Bool { self == .echo || self == .worker }

    func run(pinned: Bool) async throws {
        if pinned { try Core.pin() }
        let suffix = pinned ? ".pinned" : ""
        switch self {
        case .json: try JSONSection.run()
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

/// One of the machine's cores.
enum Core {
    /// Keeps this process, and those it starts, on the first core.
    static func pin() throws {
        var set = cpu_set_t()
        unsafe withUnsafeMutableBytes(of: &set) { unsafe $0[0] = 1 }
        guard unsafe sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { throw BenchmarkError("No core to pin to.") }
    }
}
