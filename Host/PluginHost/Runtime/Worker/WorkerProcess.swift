import CLinux
import Glibc
import Model
import Synchronization

/// A running worker: its process, its socket, its calls in progress.
final class WorkerProcess: Sendable {
    struct State {
        enum Phase { case starting, serving, retiring, ending, ended }

        var phase = Phase.starting
        var calls = CallTable()
        var lastCall: UInt64 = 0
        /// Why we ended it, or what it said before it ended.
        var end: WorkerEnd?
        var layers: SandboxLayers = []
        var mayBlock = false
        var manifest: [UInt8] = []
        var tokens: [Reactor.Token] = []
        var logBudget = LogBudget()
        var frameBudget = FrameBudget()
        var idleLoad = IdleLoad(cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    let plan: WorkerPlan
    let user: UInt32
    let process: pid_t
    let reactor: Reactor
    let observer: any WorkerObserver
    let socket: WorkerSocket
    let state = Mutex(State())
    private let exit: Descriptor
    /// Nil when the system gives none.
    private let group: ControlGroup?
    private let outbox = Mutex(Outbox())
    /// Something waits in the outbox.
    private let isFull = Atomic(false)
    /// The reactor's thread alone looks into it.
    let inbox = Mutex(WorkerInbox())
    private let startBy: MonotonicTime

    /// Takes charge of a process that was just started; `exit` is its pidfd.
    init(
        plan: WorkerPlan, user: UInt32, process: pid_t, exit: Descriptor, group: ControlGroup?, socket: WorkerSocket, reactor: Reactor,
        observer: any WorkerObserver
    ) {
        self.plan = plan
        self.user = user
        self.process = process
        self.exit = exit
        self.group = group
        self.socket = socket
        self.reactor = reactor
        self.observer = observer
        startBy = .now + plan.startTime
    }

    /// A host that is dropped without a shutdown leaves no process behind.
    deinit {
        guard state.withLock({ $0.phase }) != .ended else { return }
        process_end(process)
    }

    /// Says hello and begins to listen.
    func start() {
        var hello = frame()
        hello.type = UInt8(FRAME_HELLO.rawValue)
        var document = plan.hello(host: getpid(), user: user).bytes
        for folder in plan.libraries { document += Array(folder.utf8) + [0] }
        send(hello, document)
        // under the lock: the process may end, and be heard of, before we have noted the tokens
        state.withLock { $0.tokens = [reactor.add(socket.descriptor.number, self), reactor.add(exit.number, ExitHandler(self))] }
    }

    var manifest: [UInt8] { state.withLock { $0.manifest } }
    /// What the worker says, but for what only the host can know.
    var layers: SandboxLayers {
        let told = state.withLock { $0.layers }
        return group == nil ? told.subtracting(.controlGroup) : told.union(.controlGroup)
    }
    /// Its plugin may block, so `plan.concurrency` decided how many threads it has.
    var mayBlock: Bool { state.withLock { $0.mayBlock } }
    var callsInProgress: Int { state.withLock { $0.calls.exchanges.count } }

    // MARK: Calls

    /// Runs a call; nil when the worker takes no more.
    func run(_ call: PluginCall, deadline: MonotonicTime, _ ticker: Ticker) async -> CallOutcome? {
        let exchange: Exchange? = state.withLock { state in
            guard state.phase == .serving else { return nil }
            state.lastCall += 1
            state.frameBudget.begin()
            let exchange = Exchange(
                id: state.lastCall, plugin: self, services: call.services, deadline: CallDeadline(deadline, grace: plan.grace),
                subject: CrashReport.Call(operation: call.operation, attempt: call.attempt, trace: call.trace)
            )
            state.calls.insert(exchange)
            return exchange
        }
        guard let exchange else { return nil }
        ticker.start()
        invoke(exchange.id, call, deadline)
        return await exchange.run()
    }

    private func invoke(_ id: UInt64, _ call: PluginCall, _ deadline: MonotonicTime) {
        let operation = call.operation.rawValue
        var invoke = frame()
        invoke.type = UInt8(FRAME_INVOKE.rawValue)
        invoke.operation = UInt16(operation.utf8.count)
        invoke.call = id
        invoke.request = UInt64(max(1, call.attempt))
        invoke.value = max(1, (deadline - .now).milliseconds)
        send(invoke, prefix: operation, call.input)
    }

    // MARK: Frames to the worker

    /// Sends a document now, or when the worker has made room. Packets are whole and say where they belong, so any thread
    /// sends without a lock.
    func send(_ frame: frame, prefix: String = "", _ document: [UInt8] = [], first: Bool = false) {
        var item = Outbox.Item(frame: frame, prefix: prefix, document: document)
        if first || !isFull.load(ordering: .relaxed), item.send(to: socket) { return }
        let unread = outbox.withLock { outbox in
            outbox.append(item, first: first)
            isFull.store(true, ordering: .relaxed)
            watchWritable(true)
            return outbox.replyBytes
        }
        // more than its memory could take
        if unread > plan.memory { kill(.violated(FrameViolation(sentence: "It does not read the answers it asked for."))) }
    }

    func flush() {
        outbox.withLock { outbox in
            outbox.flush(to: socket)
            guard outbox.isEmpty else { return }
            isFull.store(false, ordering: .relaxed)
            watchWritable(false)
        }
    }

    private func watchWritable(_ wanted: Bool) {
        if let token = state.withLock({ $0.tokens.first }) { reactor.watchWritable(token, wanted) }
    }

    // MARK: Time

    /// Ends what is overdue. True while anything waits for an end.
    func tick(_ now: MonotonicTime) -> Bool {
        let (phase, calls) = state.withLock { ($0.phase, $0.calls.exchanges) }
        if phase == .starting, now >= startBy { kill(.tooSlow(plan.startTime)) }
        for (id, exchange) in calls where exchange.tick(now) {
            forget(id)
            retire(.overdue) // before its caller can call again
            exchange.giveUp()
        }
        return phase == .starting || !calls.isEmpty
    }

    /// Ends a plugin that works without a call; calls that it has beside that may finish.
    func inspect(_ now: MonotonicTime) {
        let used = process_time(process)
        guard used >= 0 else { return } // it has just ended
        let isRestless = state.withLock { state in
            guard state.phase == .serving else { return false }
            return state.idleLoad.exceeds(IdleLoad.Reading(time: now, processor: .nanoseconds(used), busy: state.calls.busy(now)))
        }
        if isRestless { retire(.restless) }
    }
}

extension WorkerProcess: PluginEnd {
    func reply(call: UInt64, fetch: UInt64, _ reply: FetchReply) {
        var frame = frame()
        frame.type = UInt8(FRAME_REPLY.rawValue)
        frame.call = call
        frame.request = fetch
        let tooLarge = reply.document.count > Int(FRAME_DOCUMENT_MAX)
        frame.value = Int64(tooLarge ? CallStatus.failed.rawValue : reply.status.rawValue)
        send(frame, tooLarge ? FetchReply.answerTooLarge.document : reply.document)
    }

    func cancel(call: UInt64) {
        var frame = frame()
        frame.type = UInt8(FRAME_CANCEL.rawValue)
        frame.call = call
        send(frame, first: true)
    }
}

/// Hears the process end.
private final class ExitHandler: ReadinessHandler {
    private let worker: WorkerProcess

    init(_ worker: WorkerProcess) {
        self.worker = worker
    }

    func ready(readable: Bool, writable: Bool, _ packets: inout PacketBatch) {
        worker.processEnded(&packets)
    }
}
