package import Model
import Storage

/// A place for one run in an executor: whoever has it must ``Executor/submit(_:_:input:)`` or ``Executor/giveBack(_:)`` it.
package struct RunPlace: Sendable {
    let id: RunID
    /// What to store with the run: it belongs to this executor from birth.
    package let lease: RunLease
}

extension Executor {
    /// A place for a run about to be stored, so that it starts without a detour over the database; nil when it is to queue
    /// there, because all places are taken or older runs wait.
    package func reserve(_ id: RunID) -> RunPlace? {
        guard board.reserve(id) else { return nil }
        let until = services.clock.now() + configuration.leaseDuration
        return RunPlace(id: id, lease: RunLease(owner: configuration.owner, epoch: 1, until: until))
    }

    /// Starts a run that is durable, held with the place's lease.
    package func submit(_ header: RunHeader, _ place: RunPlace, input: RunInput) {
        let pending = PendingRun(header: header, input: input, lease: place.lease, creation: nil, accepted: { _ in })
        if !board.submit(pending) { giveBack(place) }
    }

    /// The run was not stored.
    package func giveBack(_ place: RunPlace) {
        board.leave(place.id)
    }

    /// Stores a run and starts it, at once if there is a place; returns when it is durable.
    package func start(_ new: NewRun, input: RunInput) async throws {
        guard let place = reserve(new.header.id) else { return try await queue(new) }
        let isTaken: Bool = try await withCheckedThrowingContinuation { continuation in
            let pending = PendingRun(header: new.header, input: input, lease: place.lease, creation: new) { result in
                continuation.resume(with: result.map { true })
            }
            if !board.submit(pending) {
                giveBack(place)
                continuation.resume(returning: false)
            }
        }
        if !isTaken { try await queue(new) }
    }

    /// Tells a run's driver, if this host has it, that the run is to be cancelled; else the row says so.
    func cancel(_ id: RunID) {
        if let mailbox = board.mailbox(of: id) { mailbox.post(.cancel) } else { wake() }
    }

    private func queue(_ new: NewRun) async throws {
        try await services.database.commit { try new.insert(in: $0, lease: nil) }
        wake()
    }
}
