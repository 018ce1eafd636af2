import Identity
import Model
import Storage
import Testing

@Suite struct LogInTests {
    enum Statement: String, StatementSet {
        case password = "SELECT password FROM users"
        case failures = "SELECT COUNT(*) FROM log_in_failures"
        case tokens = "SELECT hash FROM refresh_tokens"
    }

    @Test func `who knows the password gets in`() async throws {
        try await withAccounts { test in
            let user = try await test.makeUser()
            let logIn = try await test.logIn()
            #expect(logIn.user.id == user.id)
            #expect(logIn.user.lastLogInAt == test.clock.now)
            #expect(try await test.caller(logIn) == .user(user.id, session: logIn.session, isPlatformAdmin: false))
        }
    }

    @Test func `a wrong password, an unknown email and a disabled user cannot be told apart, by words or by work`() async throws {
        try await withAccounts { test in
            let disabled = EmailAddress(stored: "eve@example.com")
            try await test.makeUser()
            _ = try await test.accounts.update(test.makeUser(disabled).id, .init(isDisabled: true))
            for (email, password) in [(TestAccounts.ada, "wrong"), (EmailAddress(stored: "nobody@example.com"), TestAccounts.password), (disabled, TestAccounts.password)] {
                let before = test.accounts.passwordEvaluations
                await #expect(throws: AccountError.wrongCredentials) { try await test.logIn(email, password) }
                #expect(test.accounts.passwordEvaluations == before + 1)
            }
        }
    }

    @Test func `too many failures slow down, known email or not, and then the right password is refused, too`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            for email in [TestAccounts.ada, EmailAddress(stored: "nobody@example.com")] {
                for _ in 0..<5 { await #expect(throws: AccountError.wrongCredentials) { try await test.logIn(email, "wrong") } }
                let before = test.accounts.passwordEvaluations
                await #expect(throws: AccountError.slowedDown(until: test.clock.now + .seconds(2))) { try await test.logIn(email) }
                #expect(test.accounts.passwordEvaluations == before, "nobody looked at it")
            }
            test.clock.advance(by: .seconds(2))
            _ = try await test.logIn()
            for _ in 0..<4 { await #expect(throws: AccountError.wrongCredentials) { try await test.logIn(TestAccounts.ada, "wrong") } }
            _ = try await test.logIn()
        }
    }

    @Test func `guesses made at once count like guesses made in a row`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let looked = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        do {
                            _ = try await test.logIn(TestAccounts.ada, "guess \(number)")
                            return true
                        } catch {
                            return error as? AccountError == .wrongCredentials
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(looked <= 5)
        }
    }

    @Test func `a session begins at each log-in, so nobody can prepare one for another`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let (first, second) = (try await test.logIn(), try await test.logIn())
            #expect(first.session != second.session)
            #expect(first.refreshToken != second.refreshToken)
        }
    }

    @Test func `a password is stored with its cost, and hashed anew when the cost has risen`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let stored = { try await test.database.read { try $0.first(Statement.password)?.text(0) } ?? "" }
            #expect(try await stored().hasPrefix("$scrypt$ln=4,r=8,p=1$"))
            let later = test.another(cost: try #require(PasswordCost(logN: 6, r: 8, p: 1)))
            await #expect(throws: AccountError.wrongCredentials) {
                try await later.logIn(TestAccounts.ada, password: "wrong", from: TestAccounts.origin)
            }
            #expect(try await stored().hasPrefix("$scrypt$ln=4,"))
            _ = try await later.logIn(TestAccounts.ada, password: TestAccounts.password, from: TestAccounts.origin)
            #expect(try await stored().hasPrefix("$scrypt$ln=6,r=8,p=1$"))
            _ = try await later.logIn(TestAccounts.ada, password: TestAccounts.password, from: TestAccounts.origin)
        }
    }

    @Test func `when too many passwords are being checked, the next is refused and not counted`() async throws {
        try await withAccounts(cost: try #require(PasswordCost(logN: 14, r: 8, p: 1))) { test in
            let refused = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        do {
                            _ = try await test.logIn(EmailAddress(stored: "user\(number)@example.com"), "wrong")
                            return false
                        } catch {
                            return error as? AccountError == .busy
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(refused > 0)
        }
    }

    @Test func `the database holds no token, and no description tells one`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let logIn = try await test.logIn()
            let token = try #require(logIn.refreshToken)
            #expect(token.hasPrefix("pb_refresh_"))
            let hashes = try await test.database.read { try $0.query(Statement.tokens).map { try $0.blob(0) } }
            #expect(hashes.map(\.count) == [32])
            var dumped = ""
            dump(logIn, to: &dumped)
            for text in [dumped, "\(logIn)", String(reflecting: logIn)] {
                #expect(!text.contains(token) && !text.contains(logIn.accessToken.text))
            }
        }
    }
}
