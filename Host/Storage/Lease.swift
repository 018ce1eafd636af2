package import Model

/// The right to work on one row until a time, held by one host among several.
///
/// The epoch rises with every lease, so a change made under a lease is conditional on it (`WHERE id = ?1 AND lease_epoch =
/// ?2`) and a host that lost its lease, however late it wakes, changes nothing.
package struct Lease: Hashable, Sendable {
    package let id: String
    package let owner: String
    package let epoch: Int64
    package let until: Timestamp
}

/// The statements that lease the rows of one table, which has `lease_owner`, `lease_until` and `lease_epoch`.
///
/// A host looks for candidates and takes each by a conditional update: of several hosts that saw the same candidate exactly
/// one changes the row. That holds on SQLite and on PostgreSQL alike, which `FOR UPDATE SKIP LOCKED` does not.
package protocol LeaseStatement: StatementSet {
    /// `?1` now, `?2` how many: id and lease_epoch of the rows that are due and not leased, in the order to serve them.
    static var candidates: Self { get }
    /// `?1` id, `?2` epoch, `?3` owner, `?4` until, `?5` now: takes the row and adds 1 to its epoch, if the epoch is still `?2`
    /// and the row is still due and not leased.
    static var take: Self { get }
    /// `?1` id, `?2` epoch, `?3` owner, `?4` until: sets the new end, if owner and epoch still hold.
    static var renew: Self { get }
    /// `?1` id, `?2` epoch, `?3` owner: gives the row back, if owner and epoch still hold.
    static var release: Self { get }
}

extension Database {
    /// Leases up to `limit` rows that are due at `now`.
    package func claim<Statements: LeaseStatement>(
        _ statements: Statements.Type, owner: String, until: Timestamp, now: Timestamp, limit: Int
    ) async throws -> [Lease] {
        try await commit { try $0.claim(statements, owner: owner, until: until, now: now, limit: limit) }
    }
}

extension WriteTransaction {
    /// Leases up to `limit` rows that are due at `now`, as part of a larger change.
    package func claim<Statements: LeaseStatement>(
        _ statements: Statements.Type, owner: String, until: Timestamp, now: Timestamp, limit: Int
    ) throws(StorageError) -> [Lease] {
        var leases: [Lease] = []
        for row in try query(Statements.candidates, .time(now), .integer(Int64(limit))) {
            let (id, epoch) = (try row.text(0), try row.integer(1))
            let taken = try execute(Statements.take, .text(id), .integer(epoch), .text(owner), .time(until), .time(now))
            if taken == 1 { leases.append(Lease(id: id, owner: owner, epoch: epoch + 1, until: until)) }
        }
        return leases
    }

    /// The lease with its new end; nil when it was lost.
    package func renew<Statements: LeaseStatement>(
        _ lease: Lease, _ statements: Statements.Type, until: Timestamp
    ) throws(StorageError) -> Lease? {
        let held = try execute(Statements.renew, .text(lease.id), .integer(lease.epoch), .text(lease.owner), .time(until))
        return held == 1 ? Lease(id: lease.id, owner: lease.owner, epoch: lease.epoch, until: until) : nil
    }

    /// False when the lease was lost before.
    @discardableResult
    package func release<Statements: LeaseStatement>(_ lease: Lease, _ statements: Statements.Type) throws(StorageError) -> Bool {
        try execute(Statements.release, .text(lease.id), .integer(lease.epoch), .text(lease.owner)) == 1
    }
}
