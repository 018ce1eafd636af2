import Synchronization

/// What a closure saw, in order.
final class Counter: Sendable {
    private let seen = Mutex<[Int]>([])

    var values: [Int] { seen.withLock { $0 } }
    func count(_ value: Int) { seen.withLock { $0.append(value) } }
}
