import CLinux
import Synchronization

/// Looks at deadlines every 50 ms while anything is waiting, and costs nothing while nothing is.
///
/// One coarse scan instead of a timer per call: starting a call is one atomic read, and 50 ms is fine enough for
/// deadlines that begin at a second.
final class Ticker: ReadinessHandler {
    /// Called on the reactor's thread; true while there is something to wait for.
    typealias Look = @Sendable (MonotonicTime) -> Bool

    private static let interval: Int64 = 50
    private let timer = Descriptor(timer_make())
    private let running = Atomic(false)
    private let look: Look

    init(_ look: @escaping Look) {
        self.look = look
    }

    func attach(to reactor: Reactor) -> Reactor.Token {
        reactor.add(timer.number, self)
    }

    /// There is something to wait for. To be called after `look` can see it, else a look in between would stop the ticks.
    func start() {
        if running.load(ordering: .relaxed) { return }
        if running.exchange(true, ordering: .acquiringAndReleasing) == false { timer_set(timer.number, Self.interval) }
    }

    func ready(readable: Bool, writable: Bool, _ packets: inout PacketBatch) {
        counter_clear(timer.number)
        // before the look, so that a start that comes during it is not lost
        running.store(false, ordering: .sequentiallyConsistent)
        if look(.now) { start() }
    }
}
