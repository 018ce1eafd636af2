import DequeModule
package import Egress
package import Identity
package import Model
import Synchronization

/// Counts the requests of client addresses in windows of a minute, each beginning with its address's first request.
///
/// An IPv6 client counts by its /64, since it has that many addresses to choose from. Memory is bounded: when too many
/// addresses come, those whose window began first are forgotten.
package final class AddressMeter: Sendable {
    private struct Window {
        let start: Timestamp
        var count: Int64 = 0
    }

    private struct State {
        var windows: [IPAddress: Window] = [:]
        /// In the order of their starts, one for each window.
        var order: Deque<(address: IPAddress, start: Timestamp)> = []

        /// Forgets the windows that are over, and the oldest beyond the capacity.
        mutating func forget(before end: Timestamp, capacity: Int) {
            while let oldest = order.first, oldest.start <= end || order.count > capacity {
                order.removeFirst()
                // The address may have begun another window since.
                if windows[oldest.address]?.start == oldest.start { windows[oldest.address] = nil }
            }
        }
    }

    private static let length = Duration.seconds(60)

    private let capacity: Int
    private let state = Mutex(State())

    package init(capacity: Int = 50_000) {
        self.capacity = capacity
    }

    /// Counts a request, unless the limit is reached.
    package func count(_ address: IPAddress, limit: Int64, at now: Timestamp) -> RequestStanding {
        let address = address.client
        return state.withLock { state in
            var window = state.windows[address] ?? Window(start: now)
            // A clock that was set back begins anew, too.
            if now - window.start >= Self.length || now < window.start { window = Window(start: now) }
            let isAdmitted = window.count < limit
            if isAdmitted { window.count += 1 }
            if state.windows.updateValue(window, forKey: address)?.start != window.start { state.order.append((address, window.start)) }
            state.forget(before: now + .seconds(-60), capacity: capacity)
            return RequestStanding(
                isAdmitted: isAdmitted, limit: limit, remaining: max(0, limit - window.count), window: Self.length,
                resetsIn: window.start + Self.length - now)
        }
    }

    /// How many addresses it remembers.
    package var addresses: Int { state.withLock { $0.windows.count } }
}

extension IPAddress {
    /// What counts as one client.
    fileprivate var client: IPAddress {
        switch unmapped {
        case .v4(let number): .v4(number)
        case .v6(let number): .v6((number >> 64) << 64)
        }
    }
}
