import Synchronization

/// The calls in progress of a plugin in our own process, and their fetches: what a worker process keeps for itself.
final class InProcessCalls: Sendable {
    static let longestLine = 4096

    private struct Call {
        let exchange: Exchange
        /// Invoke has returned, or may block: the plugin may hear of a cancel.
        var invoked = false
        var cancelled = false
        var response: BlockingResponse?
    }

    private enum Receiver {
        case callback(ReplyCallback)
        case waiting(Waiter)
    }

    private struct State {
        var calls: [UInt64: Call] = [:]
        var lastCall: UInt64 = 0
        var fetches: [UInt64: Receiver] = [:]
        var lastFetch: UInt64 = 0
    }

    private let state = Mutex(State())
    /// Replies and cancels come on this thread: never inside the plugin's own call into us.
    private let callbacks = PermanentThread(name: "patchbay-reply")
    private let image = Mutex<InProcessImage?>(nil)
    private let pluginLog: @Sendable (PluginLogLevel, String) -> Void

    init(log: @escaping @Sendable (PluginLogLevel, String) -> Void) {
        pluginLog = log
    }

    /// The plugin is loaded; from now on there may be calls.
    func loaded(_ image: InProcessImage) {
        self.image.withLock { $0 = image }
    }

    var inProgress: [Exchange] { state.withLock { $0.calls.values.map(\.exchange) } }
    var isEmpty: Bool { state.withLock { $0.calls.isEmpty } }

    // MARK: The host's side

    func begin(_ services: any CallServices, _ deadline: CallDeadline) -> Exchange {
        state.withLock { state in
            state.lastCall += 1
            let exchange = Exchange(id: state.lastCall, plugin: self, services: services, deadline: deadline)
            state.calls[exchange.id] = Call(exchange: exchange)
            return exchange
        }
    }

    /// Gives a call to the plugin, on the calling thread.
    func invoke(_ exchange: Exchange, _ call: PluginCall, _ image: InProcessImage, _ deadline: MonotonicTime) {
        if image.mayBlock { allowCancel(exchange.id) }
        image.invoke(exchange.id, call, timeLeft: deadline - .now)
        if returned(exchange.id) { callbacks.enqueue { image.cancel(exchange.id) } }
    }

    /// The host has given up on the call; an answer that comes yet is late.
    func forget(_ id: UInt64) {
        let forgotten = state.withLock { $0.calls.removeValue(forKey: id) }
        _ = forgotten // released outside the lock
    }

    /// Lets a cancel through while invoke runs.
    private func allowCancel(_ id: UInt64) {
        state.withLock { state in
            if state.calls[id]?.cancelled == false { state.calls[id]?.invoked = true }
        }
    }

    /// Notes that invoke has returned; true when a cancel came meanwhile that the plugin has not heard of.
    private func returned(_ id: UInt64) -> Bool {
        state.withLock { state in
            guard let call = state.calls[id], !call.invoked else { return false }
            state.calls[id]?.invoked = true
            return call.cancelled
        }
    }

    // MARK: The plugin's side

    func complete(_ id: UInt64, _ status: CallStatus, _ document: [UInt8]) {
        guard let call = state.withLock({ $0.calls.removeValue(forKey: id) }) else {
            return pluginLog(.warning, "The plugin completed a call that had ended.")
        }
        call.exchange.end(.answered(status, document))
    }

    func fetch(_ id: UInt64, _ request: [UInt8], _ reply: ReplyCallback) {
        fetch(id, request, .callback(reply))
    }

    /// Blocks the calling thread, which is one of the plugin's pool.
    func fetchAndWait(_ id: UInt64, _ request: [UInt8]) -> FetchReply {
        let waiter = Waiter()
        fetch(id, request, .waiting(waiter))
        return waiter.wait()
    }

    private func fetch(_ id: UInt64, _ request: [UInt8], _ receiver: Receiver) {
        let (number, exchange) = state.withLock { state in
            state.lastFetch += 1
            state.fetches[state.lastFetch] = receiver
            return (state.lastFetch, state.calls[id]?.exchange)
        }
        guard let exchange else { return reply(call: id, fetch: number, .cancelled) }
        _ = exchange.fetch(number, request)
    }

    func log(_ id: UInt64, _ level: PluginLogLevel, _ line: String) {
        if id == 0 { return pluginLog(level, line) }
        state.withLock { $0.calls[id]?.exchange }?.log(level, line)
    }

    func isCancelled(_ id: UInt64) -> Bool {
        state.withLock { $0.calls[id]?.cancelled ?? true }
    }

    func keep(_ response: BlockingResponse, for id: UInt64) {
        let before = state.withLock { state in
            let before = state.calls[id]?.response
            state.calls[id]?.response = response
            return before
        }
        _ = before // released outside the lock
    }
}

extension InProcessCalls: PluginEnd {
    func reply(call: UInt64, fetch: UInt64, _ reply: FetchReply) {
        switch state.withLock({ $0.fetches.removeValue(forKey: fetch) }) {
        case nil: break
        case .callback(let callback): callbacks.enqueue { callback(reply) }
        case .waiting(let waiter): waiter.resume(reply)
        }
    }

    func cancel(call id: UInt64) {
        let now = state.withLock { state in
            guard let call = state.calls[id], !call.cancelled else { return false }
            state.calls[id]?.cancelled = true
            return call.invoked
        }
        guard now, let image = image.withLock({ $0 }) else { return }
        callbacks.enqueue { image.cancel(id) }
    }
}

/// A thread that waits for one reply.
private final class Waiter: Sendable {
    private let gate = Gate()
    private let reply = Mutex<FetchReply?>(nil)

    func resume(_ reply: FetchReply) {
        self.reply.withLock { $0 = reply }
        gate.open()
    }

    func wait() -> FetchReply {
        gate.wait()
        return reply.withLock { $0 } ?? .cancelled
    }
}
