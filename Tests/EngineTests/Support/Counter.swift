import Synchronization

/// Counts from any task.
final class Counter: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }

    @Sendable func add() { number.add(1, ordering: .relaxed) }
}
