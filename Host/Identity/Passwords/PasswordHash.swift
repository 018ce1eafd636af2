import Crypto
import CryptoExtras
import FoundationEssentials

/// A password as it is stored: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, the PHC string format, with which the cost can rise later.
struct PasswordHash: Sendable {
    private static let saltLength = 16
    private static let hashLength = 32

    let cost: PasswordCost
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Takes the time and memory of `cost`, on the calling thread.
    init(of password: String, cost: PasswordCost) throws {
        let salt = SymmetricKey(size: .bits128).bytes
        self.init(cost: cost, salt: salt, hash: try Self.derive(password, salt, cost))
    }

    private init(cost: PasswordCost, salt: [UInt8], hash: [UInt8]) {
        (self.cost, self.salt, self.hash) = (cost, salt, hash)
    }

    /// Nil for what is no such text.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let cost = PasswordCost(parameters: parts[2]),
            let salt = [UInt8](unpadded: parts[3]), salt.count == Self.saltLength,
            let hash = [UInt8](unpadded: parts[4]), hash.count == Self.hashLength
        else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
    }

    /// A hash that no password has, so that asking for an unknown user takes as long as for a known one.
    static func dummy(cost: PasswordCost) -> PasswordHash {
        PasswordHash(cost: cost, salt: SymmetricKey(size: .bits128).bytes, hash: SymmetricKey(size: .bits256).bytes)
    }

    var text: String { "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(salt.unpadded)$\(hash.unpadded)" }

    /// Takes the time and memory of ``cost``, on the calling thread.
    func isHash(of password: String) throws -> Bool {
        // Every byte is looked at, whichever differs.
        zip(try Self.derive(password, salt, cost), hash).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: PasswordCost) throws -> [UInt8] {
        try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: hashLength, rounds: 1 << cost.logN, blockSize: cost.r,
            parallelism: cost.p
        ).bytes
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    /// Never the hash: with it passwords can be guessed elsewhere.
    var description: String { "PasswordHash(\(cost))" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension PasswordCost {
    /// `ln=17,r=8,p=1`.
    fileprivate init?(parameters: Substring) {
        let pairs = parameters.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        guard pairs.count == 3, pairs.allSatisfy({ $0.count == 2 }), pairs.map({ $0[0] }) == ["ln", "r", "p"] else { return nil }
        let numbers = pairs.compactMap { Int($0[1]) }
        guard numbers.count == 3 else { return nil }
        self.init(logN: numbers[0], r: numbers[1], p: numbers[2])
    }
}

extension [UInt8] {
    /// Base64 without padding, as the PHC format has it.
    fileprivate var unpadded: String { Data(self).base64EncodedString().filter { $0 != "=" } }

    fileprivate init?(unpadded text: Substring) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding) else { return nil }
        self.init(data)
    }
}

extension SymmetricKey {
    /// A copy.
    var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
