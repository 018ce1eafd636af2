import Model
import Synchronization

/// One call between its caller's task and the plugin: what the plugin sends becomes events that the task takes, each once.
///
/// The task runs the call's fetches as its children. Whatever happens first (an answer, a crash, the end of the grace) ends
/// the exchange; what comes later is ignored.
final class Exchange: Sendable {
    enum Event: Sendable {
        case fetch(number: UInt64, request: [UInt8])
        /// The call was cancelled; so are its fetches.
        case cancelled
        case ended(CallOutcome)
    }

    /// Fetches of one call in flight at once; one more is answered with a failure.
    static let fetchesAtOnce = 64
    /// Bytes of their requests together, before one more is answered with a failure.
    static let fetchBytesAtOnce = 32 << 20
    /// Log lines kept of one call.
    static let logLines = 1000

    private struct State {
        var waiting: CheckedContinuation<Event, Never>?
        var events: [Event] = []
        /// Bytes of the request, by number.
        var fetches: [UInt64: Int] = [:]
        var deadline: CallDeadline
        var ended = false
        var lines = 0
    }

    let id: UInt64
    let services: any CallServices
    /// For the report, should the plugin crash.
    let subject: CrashReport.Call?
    private let plugin: any PluginEnd
    private let state: Mutex<State>

    init(id: UInt64, plugin: any PluginEnd, services: any CallServices, deadline: CallDeadline, subject: CrashReport.Call? = nil) {
        self.id = id
        self.subject = subject
        self.plugin = plugin
        self.services = services
        state = Mutex(State(deadline: deadline))
    }

    // MARK: The caller's side

    /// The next event; the last is `ended`. One task only.
    func next() async -> Event {
        if let event = state.withLock({ $0.events.isEmpty ? nil : $0.events.removeFirst() }) { return event }
        return await withCheckedContinuation { continuation in
            let event: Event? = state.withLock { state in
                guard state.events.isEmpty else { return state.events.removeFirst() }
                state.waiting = continuation
                return nil
            }
            if let event { continuation.resume(returning: event) }
        }
    }

    /// Hands the answer to a fetch on, unless the call was cancelled or has ended meanwhile, when the plugin has one already.
    func answer(fetch number: UInt64, _ reply: FetchReply) {
        guard state.withLock({ $0.fetches.removeValue(forKey: number) }) != nil else { return }
        plugin.reply(call: id, fetch: number, reply)
    }

    // MARK: The plugin's side

    /// The plugin asks for something. False when this number is in use, which no honest plugin's worker does.
    func fetch(_ number: UInt64, _ request: [UInt8]) -> Bool {
        enum Verdict { case taken, refused(FetchReply), forged }
        let verdict: Verdict = deliver { state in
            if state.fetches[number] != nil { return (.forged, nil) }
            if state.ended || state.deadline.cancelled != nil { return (.refused(.cancelled), nil) }
            let bytes = state.fetches.values.reduce(request.count, +)
            if state.fetches.count >= Self.fetchesAtOnce || bytes > Self.fetchBytesAtOnce { return (.refused(.tooMany), nil) }
            if request.isEmpty { return (.refused(.empty), nil) }
            state.fetches[number] = request.count
            return (.taken, .fetch(number: number, request: request))
        }
        switch verdict {
        case .taken: return true
        case .forged: return false
        case .refused(let reply):
            plugin.reply(call: id, fetch: number, reply)
            return true
        }
    }

    func log(_ level: PluginLogLevel, _ line: String) {
        let lines = state.withLock { state in
            state.lines += 1
            return state.ended ? .max : state.lines
        }
        if lines < Self.logLines { services.log(level, line) }
        if lines == Self.logLines { services.log(.warning, "The call wrote more than \(Self.logLines) log lines; the rest is dropped.") }
    }

    /// The plugin's answer, or the answer for it. False when the call has ended before.
    @discardableResult
    func end(_ outcome: CallOutcome) -> Bool {
        let fetches: [UInt64]? = deliver { state in
            guard !state.ended else { return (nil, nil) }
            state.ended = true
            defer { state.fetches = [:] }
            return (Array(state.fetches.keys), .ended(state.deadline.cancelled.map { .failed(.cancelled($0)) } ?? outcome))
        }
        for number in fetches ?? [] { plugin.reply(call: id, fetch: number, .cancelled) }
        return fetches != nil
    }

    // MARK: Time

    /// Cancels when the deadline has passed. True when the grace has passed too: the plugin is to be given up, and then the call
    /// ended with `giveUp`.
    func tick(_ now: MonotonicTime) -> Bool {
        let step = state.withLock { $0.ended ? nil : $0.deadline.step(now) }
        if step == .cancel { tellCancelled() }
        return step == .giveUp
    }

    /// Ends the call for a plugin that did not.
    func giveUp() {
        end(.failed(.cancelled(.deadline)))
    }

    /// The caller does not want the answer any more.
    func cancel() {
        if state.withLock({ $0.ended ? nil : $0.deadline.cancel(.caller, .now) }) == .cancel { tellCancelled() }
    }

    /// Fetches first, then the plugin, as the header promises.
    private func tellCancelled() {
        let fetches: [UInt64] = deliver { state in
            defer { state.fetches = [:] }
            return (Array(state.fetches.keys), state.fetches.isEmpty ? nil : .cancelled)
        }
        for number in fetches { plugin.reply(call: id, fetch: number, .cancelled) }
        plugin.cancel(call: id)
    }

    /// Changes the state and gives its event to the waiting task, outside the lock.
    private func deliver<Result: Sendable>(_ change: (inout State) -> (Result, Event?)) -> Result {
        let (result, event, waiting) = state.withLock { state in
            let (result, event) = change(&state)
            guard let event else { return (result, Event?.none, CheckedContinuation<Event, Never>?.none) }
            guard let waiting = state.waiting else {
                state.events.append(event)
                return (result, nil, nil)
            }
            state.waiting = nil
            return (result, event, waiting)
        }
        if let event, let waiting { waiting.resume(returning: event) }
        return result
    }
}
