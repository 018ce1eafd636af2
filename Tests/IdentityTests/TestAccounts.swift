import Identity
import Logging
import Model
import Storage
import Synchronization
import Vault

/// Time that stands still until a test moves it.
final class TestClock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

    var now: Timestamp { time.withLock { $0 } }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}

/// The accounts of one host on a database of its own.
struct TestAccounts {
    static let issuer = "https://patchbay.example.com"
    static let password = "a long enough word"
    static let ada = EmailAddress(stored: "ada@example.com")
    static let origin = Origin(address: "192.0.2.1", userAgent: "test")

    let database: Database
    let vault: Vault
    let clock: TestClock
    let accounts: Accounts

    /// Another host on the same database.
    func another(issuer: String = issuer, cost: PasswordCost = .testing) -> Accounts {
        Accounts(database: database, vault: vault, issuer: issuer, cost: cost, logger: Logger(label: "test"), now: { [clock] in clock.now })
    }

    @discardableResult
    func makeUser(_ email: EmailAddress = ada, isPlatformAdmin: Bool = false) async throws -> User {
        try await accounts.create(email, name: "Ada", password: Self.password, isPlatformAdmin: isPlatformAdmin)
    }

    func logIn(_ email: EmailAddress = ada, _ password: String = password) async throws -> LogIn {
        try await accounts.logIn(email, password: password, from: Self.origin)
    }

    func caller(_ logIn: LogIn) async throws -> Caller {
        try await accounts.caller(accessToken: logIn.accessToken.text)
    }
}

func withAccounts(cost: PasswordCost = .testing, _ body: (TestAccounts) async throws -> Void) async throws {
    try await withTemporaryDatabase { database in
        let (vault, clock) = (try await Vault.open(masterKey: .generated, database: database), TestClock())
        let accounts = Accounts(
            database: database, vault: vault, issuer: TestAccounts.issuer, cost: cost, logger: Logger(label: "test"), now: { clock.now })
        try await body(TestAccounts(database: database, vault: vault, clock: clock, accounts: accounts))
    }
}
