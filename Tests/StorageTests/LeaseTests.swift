import Model
import Storage
import Testing

/// Leases on a table of jobs.
enum Jobs: String, LeaseStatement {
    case insert = "INSERT INTO jobs (id, due_at) VALUES (?1, ?2)"
    case reschedule = "UPDATE jobs SET due_at = ?2 WHERE id = ?1"
    case candidates = """
        SELECT id, lease_epoch FROM jobs WHERE due_at <= ?1 AND (lease_until IS NULL OR lease_until <= ?1) ORDER BY due_at LIMIT ?2
        """
    case take = """
        UPDATE jobs SET lease_owner = ?3, lease_until = ?4, lease_epoch = lease_epoch + 1
        WHERE id = ?1 AND lease_epoch = ?2 AND due_at <= ?5 AND (lease_until IS NULL OR lease_until <= ?5)
        """
    case renew = "UPDATE jobs SET lease_until = ?4 WHERE id = ?1 AND lease_epoch = ?2 AND lease_owner = ?3"
    case release = """
        UPDATE jobs SET lease_owner = NULL, lease_until = NULL WHERE id = ?1 AND lease_epoch = ?2 AND lease_owner = ?3
        """

    static let migration = Migration(
        number: 1, name: "jobs",
        sql: """
            CREATE TABLE jobs (id TEXT PRIMARY KEY, due_at INTEGER NOT NULL, lease_owner TEXT, lease_until INTEGER,
                lease_epoch INTEGER NOT NULL DEFAULT 0) STRICT
            """)
}

@Suite struct LeaseTests {
    func withJobs(_ dueTimes: [Int64], _ body: (Database) async throws -> Void) async throws {
        try await withTemporaryDatabase(migrations: [Jobs.migration]) { database in
            try await database.write { transaction in
                for (index, due) in dueTimes.enumerated() {
                    try transaction.execute(Jobs.insert, .text("job \(index)"), .integer(due))
                }
            }
            try await body(database)
        }
    }

    func claim(_ database: Database, by owner: String, at now: Int64, limit: Int = 10) async throws -> [Lease] {
        try await database.claim(
            Jobs.self, owner: owner, until: Timestamp(milliseconds: now + 100), now: Timestamp(milliseconds: now), limit: limit)
    }

    @Test func `what is due is leased in order, up to the limit`() async throws {
        try await withJobs([30, 10, 20, 99]) { database in
            let first = try await claim(database, by: "a", at: 50, limit: 2)
            #expect(first.map(\.id) == ["job 1", "job 2"])
            #expect(try await claim(database, by: "a", at: 50).map(\.id) == ["job 0"])
        }
    }

    @Test func `of two hosts at once each row has one owner`() async throws {
        try await withJobs(Array(repeating: 1, count: 200)) { database in
            let leases = try await withThrowingTaskGroup(of: [Lease].self) { group in
                for host in 0..<20 { group.addTask { try await claim(database, by: "host \(host)", at: 10, limit: 17) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(leases.count == 200)
            #expect(Set(leases.map(\.id)).count == 200)
        }
    }

    @Test func `a lease that ran out is taken over, and the old owner can do nothing with it`() async throws {
        try await withJobs([1]) { database in
            let old = try #require(try await claim(database, by: "old", at: 10).first)
            #expect(try await claim(database, by: "new", at: 109) == [])
            let new = try #require(try await claim(database, by: "new", at: 110).first)
            #expect(new.epoch == old.epoch + 1)
            let renewed = try await database.commit { try $0.renew(old, Jobs.self, until: Timestamp(milliseconds: 999)) }
            #expect(renewed == nil)
            #expect(try await database.commit { try $0.release(old, Jobs.self) } == false)
            #expect(try await database.commit { try $0.release(new, Jobs.self) })
        }
    }

    @Test func `a renewed lease lasts, a released one is free at once`() async throws {
        try await withJobs([1]) { database in
            let lease = try #require(try await claim(database, by: "a", at: 10).first)
            let renewed = try #require(try await database.commit { try $0.renew(lease, Jobs.self, until: Timestamp(milliseconds: 500)) })
            #expect(try await claim(database, by: "b", at: 499) == [])
            #expect(try await database.commit { try $0.release(renewed, Jobs.self) })
            #expect(try await claim(database, by: "b", at: 499).count == 1)
        }
    }

    @Test func `a candidate that another host changed meanwhile is not taken`() async throws {
        try await withJobs([1]) { database in
            let taken = try await database.commit { transaction in
                // What two hosts do on a database that lets both read before either writes.
                let seen = try #require(try transaction.first(Jobs.candidates, 10, 1))
                try transaction.execute(Jobs.reschedule, "job 0", 1_000)
                return try transaction.execute(Jobs.take, .text(seen.text(0)), .integer(seen.integer(1)), "slow", 110, 10)
            }
            #expect(taken == 0)
        }
    }
}
