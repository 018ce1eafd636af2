import Identity
import Model
import Testing

@Suite struct SessionTests {
    @Test func `a refresh token gives a new pair in the same session`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let logIn = try await test.logIn()
            test.clock.advance(by: .seconds(900))
            await #expect(throws: AuthenticationError.expired) { try await test.caller(logIn) }
            let next = try await test.accounts.refresh(#require(logIn.refreshToken))
            #expect(next.session == logIn.session)
            #expect(next.refreshToken != logIn.refreshToken)
            _ = try await test.caller(next)
        }
    }

    @Test func `a refresh token that is used twice ends the session, for the thief and for the owner`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let (logIn, elsewhere) = (try await test.logIn(), try await test.logIn())
            let stolen = try #require(logIn.refreshToken)
            let thief = try await test.accounts.refresh(stolen)
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(stolen) }
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(#require(thief.refreshToken)) }
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(thief) }
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(logIn) }
            _ = try await test.caller(elsewhere)
        }
    }

    @Test func `of two who use one refresh token at once at most one gets in, and the session ends`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let logIn = try await test.logIn()
            let token = try #require(logIn.refreshToken)
            async let one = try? test.accounts.refresh(token)
            async let other = try? test.accounts.refresh(token)
            let given = await [one, other].compactMap(\.self)
            #expect(given.count == 1)
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(given[0]) }
        }
    }

    @Test func `a refresh token ends after seven days without use`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let logIn = try await test.logIn()
            test.clock.advance(by: .seconds(6 * 86_400))
            let next = try await test.accounts.refresh(#require(logIn.refreshToken))
            test.clock.advance(by: .seconds(7 * 86_400))
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(#require(next.refreshToken)) }
        }
    }

    @Test(arguments: ["", "pb_refresh_", "pb_refresh_" + String(repeating: "0", count: 64), "nonsense"])
    func `what is no refresh token of ours is refused`(token: String) async throws {
        try await withAccounts { test in
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(token) }
        }
    }

    @Test func `logging out holds at once, for the access token and the refresh token`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let (logIn, elsewhere) = (try await test.logIn(), try await test.logIn())
            _ = try await test.caller(logIn)
            try await test.accounts.logOut(refreshToken: #require(logIn.refreshToken))
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(logIn) }
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(#require(logIn.refreshToken)) }
            _ = try await test.caller(elsewhere)
        }
    }

    @Test func `another host knows of it a second later at the latest`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let (logIn, other) = (try await test.logIn(), test.another())
            _ = try await other.caller(accessToken: logIn.accessToken.text)
            try await test.accounts.logOut(logIn.session)
            test.clock.advance(by: .seconds(1))
            await #expect(throws: AuthenticationError.revoked) { try await other.caller(accessToken: logIn.accessToken.text) }
        }
    }

    @Test func `users see their sessions and end one, and nobody else's`() async throws {
        try await withAccounts { test in
            let (ada, eve) = (try await test.makeUser(), try await test.makeUser(EmailAddress(stored: "eve@example.com")))
            let first = try await test.logIn()
            test.clock.advance(by: .milliseconds(1))
            let second = try await test.logIn()
            #expect(try await test.accounts.sessions(of: ada.id).map(\.id) == [second.session, first.session])
            await #expect(throws: AccountError.sessionNotFound(first.session)) { try await test.accounts.endSession(first.session, of: eve.id) }
            try await test.accounts.endSession(first.session, of: ada.id)
            await #expect(throws: AccountError.sessionNotFound(first.session)) { try await test.accounts.endSession(first.session, of: ada.id) }
            #expect(try await test.accounts.sessions(of: ada.id).map(\.id) == [second.session])
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(first) }
        }
    }
}
