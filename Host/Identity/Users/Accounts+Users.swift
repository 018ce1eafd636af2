package import Model
import Storage

extension Accounts {
    /// What became of a wish to register. A client is told the same either way: who knows an email learns nothing.
    package enum Registration: Sendable {
        case made(User)
        /// This user had registered before, and stays as they were.
        case known(User)
    }

    /// Makes a user, unless the email is known; hashes a password either way.
    package func register(_ email: EmailAddress, name: String, password: String) async throws -> Registration {
        do {
            return .made(try await create(email, name: name, password: password, isPlatformAdmin: false))
        } catch AccountError.emailTaken {
            guard let known = try await database.read({ try Self.find(email, in: $0) }) else { throw AccountError.busy }
            return .known(known.user)
        }
    }

    /// Makes a user. Throws ``AccountError/emailTaken`` and ``AccountError/passwordRefused(_:)``.
    package func create(_ email: EmailAddress, name: String, password: String, isPlatformAdmin: Bool) async throws -> User {
        if let fault = PasswordRules.fault(in: password, of: email) { throw AccountError.passwordRefused(fault) }
        let hash = try await passwords.hash(password)
        guard try await database.read({ try Self.find(email, in: $0) }) == nil else { throw AccountError.emailTaken }
        let (id, time) = (UserID(at: now()), now())
        CommitRider.concern(id.text)
        return try await database.commit { transaction in
            let added = try transaction.execute(
                UserStatement.add, .id(id), .text(email.text), .text(name), .text(hash), .integer(isPlatformAdmin ? 1 : 0), .time(time))
            guard added == 1, let user = try Self.find(id, in: transaction)?.user else { throw AccountError.emailTaken }
            return user
        }
    }

    package func user(_ id: UserID) async throws -> User {
        guard let row = try await database.read({ try Self.find(id, in: $0) }) else { throw AccountError.userNotFound(id) }
        return row.user
    }

    /// Users in the order of their registration.
    package func users(after cursor: String?, limit: Int) async throws -> Page<User> {
        let rows = try await database.read { try $0.query(UserStatement.list, .text(cursor ?? ""), .integer(Int64(limit + 1))).map(UserRow.init) }
        let users = rows.prefix(limit).map(\.user)
        return Page(elements: users, next: rows.count > limit ? users.last?.id.text : nil)
    }

    /// What to change about a user; nil leaves a thing as it is.
    package struct Change: Sendable {
        package var name: String?
        package var isPlatformAdmin: Bool?
        package var isDisabled: Bool?

        package init(name: String? = nil, isPlatformAdmin: Bool? = nil, isDisabled: Bool? = nil) {
            (self.name, self.isPlatformAdmin, self.isDisabled) = (name, isPlatformAdmin, isDisabled)
        }
    }

    /// Changes a user; one who is disabled loses all sessions. Throws ``AccountError/lastPlatformAdmin`` rather than leaving the
    /// installation to nobody.
    package func update(_ id: UserID, _ change: Change) async throws -> User {
        let time = now()
        CommitRider.concern(id.text)
        let user = try await database.commit { transaction in
            guard let user = try Self.find(id, in: transaction)?.user else { throw AccountError.userNotFound(id) }
            try Self.apply(change, to: user, at: time, in: transaction)
            return try Self.find(id, in: transaction)?.user ?? user
        }
        standings.invalidate()
        return user
    }

    private static func apply(_ change: Change, to user: User, at time: Timestamp, in transaction: WriteTransaction) throws {
        if change.isPlatformAdmin == false || change.isDisabled == true, user.isPlatformAdmin,
            try Identity.isAdminKeyDisabled(transaction), try !hasPlatformAdmin(but: user.id, in: transaction)
        {
            throw AccountError.lastPlatformAdmin
        }
        if let name = change.name { try transaction.execute(UserStatement.rename, .id(user.id), .text(name), .time(time)) }
        if let isAdmin = change.isPlatformAdmin, isAdmin != user.isPlatformAdmin {
            try transaction.execute(UserStatement.setPlatformAdmin, .id(user.id), .integer(isAdmin ? 1 : 0), .time(time))
        }
        if let isDisabled = change.isDisabled, isDisabled != (user.disabledAt != nil) {
            try transaction.execute(UserStatement.setDisabled, .id(user.id), .time(isDisabled ? time : nil), .time(time))
            if isDisabled { try SessionStore.endAll(of: user.id, .userDisabled, at: time, in: transaction) }
        }
    }
}
