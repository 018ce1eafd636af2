import Model
import Synchronization

/// Who waits for the end of which run.
final class RunEndings: Sendable {
    /// One wait, registered before the run can end.
    struct Ticket: Sendable {
        fileprivate let id: RunID
        fileprivate let number: UInt64
        fileprivate let mailbox: Mailbox<Void>
    }

    private struct State {
        var waiting: [RunID: [UInt64: Mailbox<Void>]] = [:]
        var lastNumber: UInt64 = 0
    }

    private let state = Mutex(State())

    func register(_ id: RunID) -> Ticket {
        state.withLock { state in
            state.lastNumber += 1
            let ticket = Ticket(id: id, number: state.lastNumber, mailbox: Mailbox())
            state.waiting[id, default: [:]][ticket.number] = ticket.mailbox
            return ticket
        }
    }

    /// The run's end is durable.
    func announce(_ id: RunID) {
        let waiting = state.withLock { $0.waiting.removeValue(forKey: id) }
        for mailbox in (waiting ?? [:]).values { mailbox.post(()) }
    }

    /// Returns at the run's end, at `deadline`, or when the task is cancelled. Each ticket is good for one wait.
    func wait(_ ticket: Ticket, until deadline: Timestamp, clock: EngineClock) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                await clock.sleep(deadline)
                _ = ticket.mailbox.close()
            }
            _ = await ticket.mailbox.next()
            group.cancelAll()
        }
        discard(ticket)
    }

    func discard(_ ticket: Ticket) {
        state.withLock { state in
            state.waiting[ticket.id]?[ticket.number] = nil
            if state.waiting[ticket.id]?.isEmpty == true { state.waiting[ticket.id] = nil }
        }
    }
}
