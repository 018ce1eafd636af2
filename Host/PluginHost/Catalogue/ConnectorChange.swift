/// What became of a connector.
package enum ConnectorChange: Sendable {
    /// Takes calls, and did not before. `before` is what took calls under this id last, as far as the sequence has seen.
    case appeared(Connector, before: Connector?)
    /// Another build or policy has taken its place. Calls in flight end on the old one.
    case replaced(old: Connector, new: Connector)
    /// Takes no calls any more, or takes none though its file has come. `last` is what took calls last.
    case unavailable(id: String, ConnectorUnavailability, last: Connector?)
}

/// What happens to connectors, as batches of changes; the first batch is what there is when the sequence begins.
///
/// Nothing is lost and nothing piles up: who reads slowly gets, in one batch, the difference between what it saw last and
/// what there is now. So a connector that came and went in between is not told of, and one replaced twice is told of once.
package struct ConnectorChanges: AsyncSequence, Sendable {
    package typealias Element = [ConnectorChange]

    let standings: AsyncStream<[String: ConnectorStanding]>

    package struct AsyncIterator: AsyncIteratorProtocol {
        var standings: AsyncStream<[String: ConnectorStanding]>.Iterator
        var difference = ConnectorDifference()

        /// The next changes, in order of their ids; never empty after the first. Nil once the task is cancelled.
        package mutating func next() async -> [ConnectorChange]? {
            while let seen = await standings.next(isolation: #isolation) {
                let isFirst = difference.isFirst
                let changes = difference.update(seen)
                if isFirst || !changes.isEmpty { return changes }
            }
            return nil
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(standings: standings.makeAsyncIterator())
    }
}

/// Tells one view of the catalogue from the next. A value: views come in, changes come out.
package struct ConnectorDifference: Sendable {
    private var seen: [String: ConnectorStanding] = [:]
    /// What took calls last, under each id.
    private var last: [String: Connector] = [:]
    private(set) var isFirst = true

    package init() {}

    package mutating func update(_ now: [String: ConnectorStanding]) -> [ConnectorChange] {
        isFirst = false
        let ids = Set(now.keys).union(seen.keys).sorted()
        let changes = ids.compactMap { change($0, from: seen[$0], to: now[$0] ?? .unavailable(.missing)) }
        seen = now
        return changes
    }

    private mutating func change(_ id: String, from before: ConnectorStanding?, to now: ConnectorStanding) -> ConnectorChange? {
        if before == now { return nil }
        switch (before, now) {
        case (.available(let old), .available(let new)):
            last[id] = new
            return .replaced(old: old, new: new)
        case (_, .available(let new)):
            defer { last[id] = new }
            return .appeared(new, before: last[id])
        case (_, .unavailable(let reason)):
            return .unavailable(id: id, reason, last: last[id])
        }
    }
}
