import CLinux
import Synchronization

extension WorkerProcess: ReadinessHandler {
    func ready(readable: Bool, writable: Bool, _ packets: inout PacketBatch) {
        if writable { flush() }
        if readable { _ = receive(&packets) }
    }

    /// Takes what has arrived, one system call's worth. False when there was nothing more.
    func receive(_ packets: inout PacketBatch) -> Bool {
        switch packets.receive(from: socket) {
        case .nothing: return false
        case .packets(let count):
            for index in 0..<count { receive(packets, index) }
            return true
        case .end:
            // dead or dying, or it closed its socket: the exit says what happened
            kill(nil)
            return false
        }
    }

    private func receive(_ packets: borrowing PacketBatch, _ index: Int) {
        do throws(FrameViolation) {
            let taken: Taken?? = try packets.withPacket(index) { header, payload throws(FrameViolation) in
                try take(header, payload)
            }
            guard let taken else { throw FrameViolation(sentence: "It sent a packet that is no frame.") }
            if let taken { try handle(taken) }
        } catch {
            kill(.violated(error))
        }
    }

    private struct Taken {
        let message: WorkerMessage
        /// The call the message is about, while it is in progress.
        let exchange: Exchange?
    }

    private func take(_ header: frame, _ payload: RawSpan) throws(FrameViolation) -> Taken? {
        let lastCall = state.withLock { $0.lastCall }
        let message = try inbox.withLock { inbox throws(FrameViolation) in
            try inbox.receive(header, payload, lastCall: lastCall)
        }
        if let message, case .complete = message, let exchange = state.withLock({ $0.calls.remove(header.call) }) {
            return Taken(message: message, exchange: exchange)
        }
        try spend(message)
        return message.map { Taken(message: $0, exchange: header.call == 0 ? nil : state.withLock { $0.calls.exchanges[header.call] }) }
    }

    /// Any frame but the end of a call is paid for.
    private func spend(_ message: WorkerMessage?) throws(FrameViolation) {
        let cost = if case .fetch? = message { FrameBudget.fetchCost } else { 1 }
        guard state.withLock({ $0.frameBudget.spend(cost, calls: $0.calls.exchanges.count, .now) }) else {
            throw FrameViolation(sentence: "It sent more than a plugin may in a second: it must log and fetch less.")
        }
    }

    private func handle(_ taken: Taken) throws(FrameViolation) {
        switch taken.message {
        case .complete(_, let status, let document):
            taken.exchange?.end(.answered(status, document)) // late ones are ignored
            stopWhenDrained()
        case .fetch(let call, let number, let request):
            guard let exchange = taken.exchange else { return reply(call: call, fetch: number, .cancelled) }
            guard exchange.fetch(number, request) else { throw FrameViolation(sentence: "It used the number of a fetch twice.") }
        case .log(let call, let level, let line):
            // of a call that has ended, such as a second completion: nobody's but the plugin's
            if let exchange = taken.exchange { exchange.log(level, line) } else { log(level, call == 0 ? line : "\(line) (Call \(call).)") }
        case .ready(let layers, let mayBlock, let manifest): try becomeReady(layers, mayBlock, manifest)
        case .refused(let sentence): note(.refused(sentence: sentence))
        case .crash(let signal, _, let places):
            note(.crashed(CrashReport(signal: signal, places: places, call: taken.exchange?.subject, build: plan.build)))
        }
    }

    private func log(_ level: PluginLogLevel, _ line: String) {
        switch state.withLock({ $0.logBudget.spend(.now) }) {
        case .write: observer.workerLogged(level, line)
        case .lastOne: observer.workerLogged(.warning, "The plugin writes too many log lines; the rest of this second is dropped.")
        case .drop: break
        }
    }

    private func becomeReady(_ layers: SandboxLayers, _ mayBlock: Bool, _ manifest: [UInt8]) throws(FrameViolation) {
        let first = state.withLock { state in
            guard state.phase == .starting else { return state.phase != .serving }
            state.phase = .serving
            state.layers = layers
            state.mayBlock = mayBlock
            state.manifest = manifest
            return true
        }
        guard first else { throw FrameViolation(sentence: "It said twice that it is ready.") }
        observer.workerReady(self)
    }
}
