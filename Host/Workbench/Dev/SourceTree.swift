import CLinux
import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// The sources under a folder: tells when something about them changes (inotify).
///
/// Hidden folders and what builds write (`build`, `target`) are left out, so that a build does not cause the next one.
package final class SourceTree: Sendable {
    private static let built: Set<String> = ["build", "target"]
    private static let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_DELETE_SELF)

    private let folder: String
    private let descriptor: Int32
    private let state = Mutex(State())

    private struct State {
        /// Counts changes.
        var generation = 0
        var changed = ContinuousClock.now
    }

    package init(_ folder: String) throws(DevelopmentError) {
        self.folder = folder
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else {
            throw DevelopmentError("\(folder) cannot be watched: raise fs.inotify.max_user_instances with sysctl.")
        }
        watchAll()
    }

    deinit {
        close(descriptor)
    }

    /// How many changes there were; what is built is known by the number from before the build.
    package var generation: Int { state.withLock { $0.generation } }

    /// Waits until there is a change after `generation` and then nothing for `quiet`: editors and git write in bursts.
    package func changed(since generation: Int, quiet: Duration = .milliseconds(120)) async throws {
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "patchbay.sources"))
        source.setEventHandler { [self] in
            if drain() { signal.yield() }
        }
        source.activate()
        defer { source.cancel() }
        if self.generation == generation {
            for await _ in signals { break }
            try Task.checkCancellation()
        }
        while true {
            let rest = ContinuousClock.now.duration(to: state.withLock { $0.changed } + quiet)
            if rest <= .zero { return }
            try await Task.sleep(for: rest)
        }
    }

    /// Reads what the kernel tells. True when it concerns a source.
    private func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var isRelevant = false
        while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            isRelevant = Self.names(in: buffer[..<count]).contains { Self.isSource($0) } || isRelevant
        }
        guard isRelevant else { return false }
        watchAll()
        state.withLock { state in
            state.generation += 1
            state.changed = .now
        }
        return true
    }

    /// The names in a buffer of `inotify_event`: 16 bytes, the last four the length of the name that follows, filled with zeros.
    private static func names(in bytes: ArraySlice<UInt8>) -> [String] {
        var names: [String] = []
        var rest = bytes
        while rest.count >= 16 {
            let head = rest.prefix(16)
            let length = (0..<4).reduce(0) { $0 | Int(head[head.startIndex + 12 + $1]) << (8 * $1) }
            names.append(String(decoding: rest.dropFirst(16).prefix(length).prefix { $0 != 0 }, as: UTF8.self))
            rest = rest.dropFirst(16 + length)
        }
        return names
    }

    private static func isSource(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix("~") && !built.contains(name)
    }

    /// Watches every folder of sources; one that is watched already stays so.
    private func watchAll() {
        var folders = [folder]
        while let folder = folders.popLast() {
            _ = unsafe inotify_add_watch(descriptor, folder, Self.events)
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { continue }
            for name in names where Self.isSource(name) {
                var status = stat()
                let path = "\(folder)/\(name)"
                if unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { folders.append(path) }
            }
        }
    }
}
