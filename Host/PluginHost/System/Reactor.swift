import CLinux
import Glibc
import Synchronization

/// Something with a descriptor that becomes ready. Called on the reactor's thread; must not block.
protocol ReadinessHandler: AnyObject, Sendable {
    /// `packets` is room for what is read, shared by all handlers.
    func ready(readable: Bool, writable: Bool, _ packets: inout PacketBatch)
}

/// One thread that waits for all workers at once (epoll, level-triggered) and calls who became ready.
final class Reactor: Sendable {
    /// A registration; its descriptor must stay open until `remove`.
    struct Token: Hashable, Sendable {
        fileprivate let id: UInt64
        fileprivate let descriptor: CInt
    }

    private struct State {
        var handlers: [UInt64: any ReadinessHandler] = [:]
        var lastID: UInt64 = 0
        var ended = false
    }

    private let poll: Descriptor
    private let wakeUp: Descriptor
    private let core = Core()

    init() {
        poll = Descriptor(epoll_create1(CInt(EPOLL_CLOEXEC)))
        wakeUp = Descriptor(counter_make())
        precondition(poll.number >= 0 && wakeUp.number >= 0, "no epoll: \(systemSentence(errno))")
        control(EPOLL_CTL_ADD, wakeUp.number, id: 0, EPOLLIN.rawValue)
        startThread("patchbay-epoll") { [core, poll, wakeUp] in core.run(poll, wakeUp) }
    }

    /// Ends the thread. Handlers are not called any more after the round in progress.
    func end() {
        core.end()
        counter_add(wakeUp.number)
    }

    deinit {
        end()
    }

    func add(_ descriptor: CInt, _ handler: any ReadinessHandler) -> Token {
        let token = Token(id: core.insert(handler), descriptor: descriptor)
        control(EPOLL_CTL_ADD, descriptor, id: token.id, EPOLLIN.rawValue)
        return token
    }

    /// Asks to hear, besides of readability, when the descriptor takes more.
    func watchWritable(_ token: Token, _ wanted: Bool) {
        control(EPOLL_CTL_MOD, token.descriptor, id: token.id, EPOLLIN.rawValue | (wanted ? EPOLLOUT.rawValue : 0))
    }

    func remove(_ token: Token) {
        control(EPOLL_CTL_DEL, token.descriptor, id: token.id, 0)
        core.remove(token.id)
    }

    private func control(_ operation: CInt, _ descriptor: CInt, id: UInt64, _ events: UInt32) {
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: id))
        unsafe epoll_ctl(poll.number, operation, descriptor, &event)
    }

    /// What the thread shares with the reactor, so that the thread does not keep the reactor alive.
    private final class Core: Sendable {
        private let state = Mutex(State())

        func insert(_ handler: any ReadinessHandler) -> UInt64 {
            state.withLock { state in
                state.lastID += 1
                state.handlers[state.lastID] = handler
                return state.lastID
            }
        }

        func remove(_ id: UInt64) {
            let removed = state.withLock { $0.handlers.removeValue(forKey: id) }
            _ = removed // released outside the lock
        }

        func end() {
            let handlers = state.withLock { state in
                state.ended = true
                defer { state.handlers = [:] } // they know the reactor, too
                return state.handlers
            }
            _ = handlers // released outside the lock
        }

        func run(_ poll: Descriptor, _ wakeUp: Descriptor) {
            var packets = PacketBatch()
            unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
                while true {
                    let count = unsafe epoll_wait(poll.number, events.baseAddress, CInt(events.count), -1)
                    for index in 0..<Int(max(0, count)) { unsafe dispatch(events[index].data.u64, events[index].events, &packets) }
                    if state.withLock({ $0.ended }) { return }
                }
            }
        }

        private func dispatch(_ id: UInt64, _ events: UInt32, _ packets: inout PacketBatch) {
            guard let handler = state.withLock({ $0.handlers[id] }) else { return }
            handler.ready(readable: events & ~EPOLLOUT.rawValue != 0, writable: events & EPOLLOUT.rawValue != 0, &packets)
        }
    }
}
