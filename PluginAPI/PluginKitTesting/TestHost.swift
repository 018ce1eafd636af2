public import PatchbayJSON
public import PluginKit
import Synchronization

/// The host's side of the ABI for one plugin under test: hands out the real C table and answers what the plugin asks.
public final class TestHost: Sendable {
    /// How a call ended.
    public struct Ending: Sendable {
        public let status: patchbay_status
        public let document: [UInt8]

        public var json: JSON? { try? JSON.parse(document) }
    }

    /// One request of the plugin, to be answered now, later, twice or never.
    public struct Fetch: Sendable {
        public let call: patchbay_call
        /// `Schemas/fetch.request.json`.
        public let request: JSON
        public let reply: @Sendable (patchbay_status, JSON) -> Void
    }

    private struct State {
        var endings: [patchbay_call: [Ending]] = [:]
        var waiting: [patchbay_call: CheckedContinuation<Ending, Never>] = [:]
        var requests: [JSON] = []
        var lines: [String] = []
        var lastCall: patchbay_call = 0
    }

    /// What the plugin reads as the time, in milliseconds since 1970.
    public static let now = 1_750_000_000_000

    private let state = Mutex(State())
    private let onFetch: @Sendable (Fetch) -> Void

    /// - Parameter onFetch: By default no request is ever answered.
    public init(onFetch: @escaping @Sendable (Fetch) -> Void = { _ in }) {
        self.onFetch = onFetch
    }

    /// What the plugin asked to be sent, in order.
    public var requests: [JSON] { state.withLock { $0.requests } }

    /// What the plugin logged.
    public var lines: [String] { state.withLock { $0.lines } }

    /// How often a call was completed; once, unless the plugin is wrong.
    public func endings(of call: patchbay_call) -> Int { state.withLock { $0.endings[call]?.count ?? 0 } }

    /// How a call ended; waits for it.
    public func ending(of call: patchbay_call) async -> Ending {
        await withCheckedContinuation { continuation in
            let ending = state.withLock { state in
                if state.endings[call] == nil { state.waiting[call] = continuation }
                return state.endings[call]?.first
            }
            if let ending { continuation.resume(returning: ending) }
        }
    }

    func newCall() -> patchbay_call {
        state.withLock {
            $0.lastCall += 1
            return $0.lastCall
        }
    }

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
        state.withLock { $0.requests.append(fetch.request) }
        onFetch(fetch)
    }
}
