import Identity
import Model
import Storage
import Testing

@Suite struct AccountTests {
    @Test func `registering twice looks the same and costs the same, and changes nothing`() async throws {
        try await withAccounts { test in
            let before = test.accounts.passwordEvaluations
            guard case .made(let user) = try await test.accounts.register(TestAccounts.ada, name: "Ada", password: TestAccounts.password) else {
                return #expect(Bool(false), "made")
            }
            guard case .known(let known) = try await test.accounts.register(TestAccounts.ada, name: "Eve", password: "another long word") else {
                return #expect(Bool(false), "known")
            }
            #expect(test.accounts.passwordEvaluations == before + 2)
            #expect(known == user)
            _ = try await test.logIn()
            await #expect(throws: AccountError.wrongCredentials) { try await test.logIn(TestAccounts.ada, "another long word") }
        }
    }

    @Test(arguments: ["short", "password123", "ADA@example.com", "aaaaaaaaaaaa", String(repeating: "ab", count: 101)])
    func `a password that anybody would try is refused`(password: String) async throws {
        try await withAccounts { test in
            await #expect(throws: AccountError.self) {
                try await test.accounts.create(TestAccounts.ada, name: "Ada", password: password, isPlatformAdmin: false)
            }
        }
    }

    @Test(arguments: ["correct horse 🐴", "密码密码密码密码", String(repeating: "ab", count: 100)])
    func `a password is of any characters`(password: String) async throws {
        try await withAccounts { test in
            _ = try await test.accounts.create(TestAccounts.ada, name: "Ada", password: password, isPlatformAdmin: false)
            _ = try await test.logIn(TestAccounts.ada, password)
        }
    }

    @Test func `a changed password ends the other sessions, and this one goes on with a new access token`() async throws {
        try await withAccounts { test in
            let user = try await test.makeUser()
            let (here, there) = (try await test.logIn(), try await test.logIn())
            await #expect(throws: AccountError.wrongCredentials) {
                try await test.accounts.changePassword(of: user.id, session: here.session, from: "wrong", to: "another long word")
            }
            let token = try await test.accounts.changePassword(
                of: user.id, session: here.session, from: TestAccounts.password, to: "another long word")
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(there) }
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(here) }
            _ = try await test.accounts.caller(accessToken: token.text)
            _ = try await test.accounts.refresh(#require(here.refreshToken))
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(#require(there.refreshToken)) }
            await #expect(throws: AccountError.wrongCredentials) { try await test.logIn() }
            _ = try await test.logIn(TestAccounts.ada, "another long word")
        }
    }

    @Test func `a reset sets a new password once, within an hour, and ends all sessions`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let logIn = try await test.logIn()
            let token = try #require(try await test.accounts.makeReset(for: TestAccounts.ada)).token
            let other = try #require(try await test.accounts.makeReset(for: TestAccounts.ada)).token
            try await test.accounts.confirmReset(token, password: "another long word")
            for used in [token, other] {
                await #expect(throws: AccountError.resetRefused) { try await test.accounts.confirmReset(used, password: "yet another word") }
            }
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(logIn) }
            _ = try await test.logIn(TestAccounts.ada, "another long word")
            let late = try #require(try await test.accounts.makeReset(for: TestAccounts.ada)).token
            test.clock.advance(by: .seconds(3600))
            await #expect(throws: AccountError.resetRefused) { try await test.accounts.confirmReset(late, password: "yet another word") }
        }
    }

    @Test func `of two who use one reset at once one sets the password`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let token = try #require(try await test.accounts.makeReset(for: TestAccounts.ada)).token
            async let one: Void? = try? test.accounts.confirmReset(token, password: "the word of the first")
            async let other: Void? = try? test.accounts.confirmReset(token, password: "the word of the second")
            let done: [Void?] = await [one, other]
            #expect(done.count { $0 != nil } == 1)
        }
    }

    @Test func `nobody's mailbox is flooded with resets, and a stranger gets none`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            for _ in 0..<3 { #expect(try await test.accounts.makeReset(for: TestAccounts.ada) != nil) }
            #expect(try await test.accounts.makeReset(for: TestAccounts.ada) == nil)
            #expect(try await test.accounts.makeReset(for: EmailAddress(stored: "nobody@example.com")) == nil)
        }
    }

    @Test func `a disabled user is out at once, and comes back only by logging in`() async throws {
        try await withAccounts { test in
            let user = try await test.makeUser()
            let logIn = try await test.logIn()
            _ = try await test.caller(logIn)
            _ = try await test.accounts.update(user.id, .init(isDisabled: true))
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(logIn) }
            await #expect(throws: AccountError.refreshRefused) { try await test.accounts.refresh(#require(logIn.refreshToken)) }
            #expect(try await test.accounts.makeReset(for: TestAccounts.ada) == nil)
            _ = try await test.accounts.update(user.id, .init(isDisabled: false))
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(logIn) }
            _ = try await test.logIn()
        }
    }

    @Test func `who becomes a platform admin, or is one no longer, is so from the next request on`() async throws {
        try await withAccounts { test in
            let user = try await test.makeUser()
            let logIn = try await test.logIn()
            _ = try await test.accounts.update(user.id, .init(isPlatformAdmin: true))
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(logIn) }
            let next = try await test.accounts.refresh(#require(logIn.refreshToken))
            #expect(try await test.caller(next).isPlatformAdmin)
            _ = try await test.accounts.update(user.id, .init(isPlatformAdmin: false))
            await #expect(throws: AuthenticationError.revoked) { try await test.caller(next) }
        }
    }

    @Test func `the admin key is disabled only when somebody else administers, and then one admin always stays`() async throws {
        try await withAccounts { test in
            let identity = try await Identity.open(database: test.database, vault: test.vault)
            let key = try #require(try PrivateFile.read(identity.adminKeyPath)).filter { $0 != 10 }
            let text = String(decoding: key, as: UTF8.self)
            await #expect(throws: AccountError.noPlatformAdmin) { try await identity.disableAdminKey() }
            let (ada, eve) = (
                try await test.makeUser(isPlatformAdmin: true), try await test.makeUser(EmailAddress(stored: "eve@example.com"), isPlatformAdmin: true)
            )
            try await identity.disableAdminKey()
            #expect(!identity.isAdminKey(text))
            #expect(try await !Identity.open(database: test.database, vault: test.vault).isAdminKey(text), "its file brings it not back")
            _ = try await test.accounts.update(eve.id, .init(isDisabled: true))
            await #expect(throws: AccountError.lastPlatformAdmin) { try await test.accounts.update(ada.id, .init(isPlatformAdmin: false)) }
            await #expect(throws: AccountError.lastPlatformAdmin) { try await test.accounts.update(ada.id, .init(isDisabled: true)) }
            try await identity.resetAdminKey()
            let new = try #require(try PrivateFile.read(identity.adminKeyPath)).filter { $0 != 10 }
            #expect(try await Identity.open(database: test.database, vault: test.vault).isAdminKey(String(decoding: new, as: UTF8.self)))
            _ = try await test.accounts.update(ada.id, .init(isDisabled: true))
        }
    }

    @Test func `users are listed in pages`() async throws {
        try await withAccounts { test in
            for number in 0..<5 {
                try await test.makeUser(EmailAddress(stored: "user\(number)@example.com"))
                test.clock.advance(by: .milliseconds(1))
            }
            let first = try await test.accounts.users(after: nil, limit: 3)
            let second = try await test.accounts.users(after: first.next, limit: 3)
            #expect((first.elements + second.elements).map(\.email.text) == (0..<5).map { "user\($0)@example.com" })
            #expect(second.next == nil)
        }
    }
}
