import Synchronization

/// Rises with every change of who may do what that is made through this host: what caches compare to know whether they are
/// out of date.
package final class Generation: Sendable {
    private let count = Atomic<UInt64>(0)

    package init() {}

    package var current: UInt64 { count.load(ordering: .acquiring) }

    package func rise() {
        count.add(1, ordering: .releasing)
    }
}
