import Synchronization

/// Changes that ride with the first commit of a task: durable together with what that stores, or not at all.
///
/// So a record that something was done cannot outlive a crash without the thing, nor the thing without its record.
///
/// ```swift
/// let rider = CommitRider { transaction, subjects in try entry.append(to: transaction, subjects) }
/// let answer = try await rider.ride { try await workflows.create(document, in: workspace) }
/// ```
///
/// Who makes a row says so with ``concern(_:)``, within the commit or before it.
package final class CommitRider: Sendable {
    package typealias Changes = @Sendable (WriteTransaction, _ subject: String?) throws -> Void

    /// The rider of this task and its children.
    @TaskLocal private static var current: CommitRider?

    private enum Place: Equatable {
        case waiting
        /// In a commit whose end is not known yet.
        case aboard
        case arrived
    }

    private struct State {
        var place = Place.waiting
        var subject: String?
    }

    private let changes: Changes
    private let state = Mutex(State())

    /// `changes` may run more than once, as every write closure. Its second argument is the row that the commit is about.
    package init(_ changes: @escaping Changes) {
        self.changes = changes
    }

    /// The rider of this task, for who leaves the commit to another task: see ``ride(_:_:)``.
    package static var ofThisTask: CommitRider? { current }

    /// Runs the body with the rider of the task that it commits for; with nil, as it is.
    package static func ride<Answer>(_ rider: CommitRider?, _ body: () async throws -> Answer) async rethrows -> Answer {
        guard let rider else { return try await body() }
        return try await rider.ride(body)
    }

    /// Runs the body with this rider waiting for its first commit. What did not ride is the caller's to store: see ``hasArrived``.
    package func ride<Answer>(_ body: () async throws -> Answer) async rethrows -> Answer {
        try await Self.$current.withValue(self) { try await body() }
    }

    /// Runs the body with its commits carrying nobody: for bookkeeping before what a request is about, which may yet be refused.
    package static func waiting<Answer>(_ body: () async throws -> Answer) async rethrows -> Answer {
        try await $current.withValue(nil) { try await body() }
    }

    /// Whether the changes are durable.
    package var hasArrived: Bool { state.withLock { $0.place == .arrived } }

    /// The row that the commit was about, where its maker has said so.
    package var subject: String? { state.withLock { $0.subject } }

    /// Says which row the next commit of this task makes. Costs nothing where nobody rides.
    package static func concern(_ id: String) {
        current?.state.withLock { $0.subject = id }
    }

    // MARK: The seam's side

    /// The rider that boards now; nil where there is none, or it is under way already.
    static func board() -> CommitRider? {
        guard let rider = current else { return nil }
        let isBoarding = rider.state.withLock { state in
            guard state.place == .waiting else { return false }
            state.place = .aboard
            return true
        }
        return isBoarding ? rider : nil
    }

    /// The body with the rider's changes after its own.
    func joined<Answer>(
        to body: @escaping @Sendable (WriteTransaction) throws -> Answer
    ) -> @Sendable (WriteTransaction) throws -> Answer {
        { transaction in
            let answer = try body(transaction)
            try self.changes(transaction, self.subject)
            return answer
        }
    }

    /// Notes how the commit ended that this rider is aboard of; after a failure it waits for the next.
    func escort<Answer>(_ commit: () async throws -> Answer) async throws -> Answer {
        do {
            let answer = try await commit()
            state.withLock { $0.place = .arrived }
            return answer
        } catch {
            state.withLock { $0.place = .waiting }
            throw error
        }
    }
}
