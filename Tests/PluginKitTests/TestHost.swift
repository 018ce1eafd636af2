import PatchbayJSON
import PluginKit
import Synchronization

/// The host's side of the ABI for one plugin: makes calls through the real C table and answers its fetches.
final class TestHost: Sendable {
    struct Ending: Sendable {
        let status: patchbay_status
        let document: [UInt8]

        var json: JSON? { try? JSON.parse(document) }
    }

    /// One fetch of the plugin, to be answered now, later, twice or never.
    struct Fetch: Sendable {
        let call: patchbay_call
        let request: JSON
        let reply: @Sendable (patchbay_status, JSON) -> Void
    }

    struct State {
        var endings: [patchbay_call: [Ending]] = [:]
        var waiting: [patchbay_call: CheckedContinuation<Ending, Never>] = [:]
        var lines: [String] = []
        var lastCall: patchbay_call = 0
    }

    private let state = Mutex(State())
    private let onFetch: @Sendable (Fetch) -> Void

    /// - Parameter onFetch: By default no fetch is ever answered.
    init(onFetch: @escaping @Sendable (Fetch) -> Void = { _ in }) {
        self.onFetch = onFetch
    }

    func newCall() -> patchbay_call {
        state.withLock {
            $0.lastCall += 1
            return $0.lastCall
        }
    }

    /// How a call ended; waits for it.
    func ending(of call: patchbay_call) async -> Ending {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.endings[call] == nil { state.waiting[call] = continuation }
                return state.endings[call]?.first
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    func endings(of call: patchbay_call) -> Int { state.withLock { $0.endings[call]?.count ?? 0 } }

    var lines: [String] { state.withLock { $0.lines } }

    func complete(_ call: patchbay_call, _ ending: Ending) {
        let waiting = state.withLock { state in
            state.endings[call, default: []].append(ending)
            return state.waiting.removeValue(forKey: call)
        }
        waiting?.resume(returning: ending)
    }

    func log(_ line: String) {
        state.withLock { $0.lines.append(line) }
    }

    func fetch(_ fetch: Fetch) {
        onFetch(fetch)
    }

    static let now = 1_750_000_000_000
}
