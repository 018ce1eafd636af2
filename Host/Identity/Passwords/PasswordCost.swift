/// What guessing a password once costs: the parameters of scrypt (RFC 7914).
package struct PasswordCost: Hashable, Sendable {
    /// The logarithm to base 2 of N: each step doubles time and memory.
    package let logN: Int
    package let r: Int
    package let p: Int

    /// Nil beyond what this host would ever set: a row that somebody has changed must not make it take all memory.
    package init?(logN: Int, r: Int, p: Int) {
        guard (1...20).contains(logN), (1...16).contains(r), (1...8).contains(p) else { return nil }
        (self.logN, self.r, self.p) = (logN, r, p)
    }

    private init(_ logN: Int, _ r: Int, _ p: Int) {
        (self.logN, self.r, self.p) = (logN, r, p)
    }

    /// The first of the settings that OWASP's Password Storage Cheat Sheet holds to be equally strong: 128 MiB and a third of a second. A pool
    /// of two threads bounds what that takes together.
    package static let standard = PasswordCost(17, 8, 1)
    /// For tests, which hash often and have nothing to lose.
    package static let testing = PasswordCost(4, 8, 1)

    /// Memory times passes, to tell a stronger setting from a weaker one.
    var work: Int { (r * p) << logN }
}
