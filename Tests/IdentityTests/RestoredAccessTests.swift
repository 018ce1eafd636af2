import Identity
import Model
import Storage
import Testing

@Suite struct RestoredAccessTests {
    enum Statement: String, StatementSet {
        case addUser = """
            INSERT INTO users (id, email, name, password, is_platform_admin, epoch, created_at, updated_at)
            VALUES ('u', 'ada@example.com', 'Ada', 'x', 0, 4, 0, 0)
            """
        case addSession = """
            INSERT INTO sessions (id, user_id, created_at, used_at, expires_at, ended_at, end_reason, address, user_agent)
            VALUES (?1, 'u', 0, 0, 1000, ?2, ?3, '', '')
            """
        case addToken = "INSERT INTO refresh_tokens (hash, session_id, issued_at, expires_at) VALUES (X'01', 's', 0, 1000)"
        case addReset = "INSERT INTO password_resets (hash, user_id, created_at, expires_at) VALUES (X'02', 'u', 0, 1000)"
        case sessions = "SELECT ended_at, end_reason FROM sessions ORDER BY id"
        case doors = """
            SELECT (SELECT epoch FROM users), (SELECT COUNT(*) FROM refresh_tokens), (SELECT COUNT(*) FROM password_resets)
            """
    }

    @Test func `a restored database lets nobody in who was logged in`() async throws {
        try await withTemporaryDatabase { database in
            try await database.write { transaction in
                try transaction.execute(Statement.addUser)
                try transaction.execute(Statement.addSession, "s", nil, nil)
                try transaction.execute(Statement.addSession, "t", 5, "logged_out")
                try transaction.execute(Statement.addToken)
                try transaction.execute(Statement.addReset)
                try RestoredAccess.close(in: transaction, at: Timestamp(milliseconds: 99))
            }
            let (sessions, doors) = try await database.read { transaction in
                (
                    try transaction.query(Statement.sessions).map { "\(try $0.integer(0)) \(try $0.text(1))" },
                    try transaction.query(Statement.doors).map { [try $0.integer(0), try $0.integer(1), try $0.integer(2)] }
                )
            }
            #expect(sessions == ["99 restored", "5 logged_out"])
            #expect(doors == [[5, 0, 0]])
        }
    }
}
