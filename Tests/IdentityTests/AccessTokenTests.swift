import Crypto
import Foundation
import Identity
import Model
import Storage
import Testing

/// A token taken apart, to be put together wrongly.
private struct Parts {
    var header: [String: Any]
    var claims: [String: Any]
    var signature: String

    init(_ token: String) throws {
        let parts = token.split(separator: ".").map(String.init)
        header = try Self.object(parts[0])
        claims = try Self.object(parts[1])
        signature = parts[2]
    }

    var text: String { "\(signed).\(signature)" }
    var signed: String { "\(Self.encode(header)).\(Self.encode(claims))" }

    private static func object(_ text: String) throws -> [String: Any] {
        var text = text.replacing("-", with: "+").replacing("_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        let data = try #require(Data(base64Encoded: text))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func encode(_ object: [String: Any]) -> String {
        encode((try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys)) ?? Data())
    }

    static func encode(_ data: some DataProtocol) -> String {
        Data(data).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

@Suite struct AccessTokenTests {
    enum Statement: String, StatementSet {
        case keys = "SELECT public_key, private_sealed FROM signing_keys"
        case count = "SELECT COUNT(*) FROM signing_keys"
    }

    /// Forgeries of a good token, each by one who holds no key of ours.
    private static let forgeries: [(String, @Sendable (inout Parts, [UInt8]) throws -> Void)] = [
        ("alg none, no signature", { parts, _ in (parts.header["alg"], parts.signature) = ("none", "") }),
        ("alg None, the old signature", { parts, _ in parts.header["alg"] = "None" }),
        ("no alg", { parts, _ in parts.header["alg"] = nil }),
        ("HS256 under the public key", { parts, publicKey in
            parts.header["alg"] = "HS256"
            let code = HMAC<SHA256>.authenticationCode(for: Data(parts.signed.utf8), using: SymmetricKey(data: publicKey))
            parts.signature = Parts.encode(Data(code))
        }),
        ("our kid, their key", { parts, _ in
            parts.signature = Parts.encode(try Curve25519.Signing.PrivateKey().signature(for: Data(parts.signed.utf8)))
        }),
        ("a kid that is not known", { parts, _ in parts.header["kid"] = "sk_00000000000000000000000000" }),
        ("no kid", { parts, _ in parts.header["kid"] = nil }),
        ("their key brought along", { parts, _ in
            let key = Curve25519.Signing.PrivateKey()
            parts.header["jwk"] = ["kty": "OKP", "crv": "Ed25519", "x": Parts.encode(key.publicKey.rawRepresentation)]
            parts.signature = Parts.encode(try key.signature(for: Data(parts.signed.utf8)))
        }),
        ("an extension", { parts, _ in parts.header["crit"] = ["exp"] }),
        ("another user", { parts, _ in parts.claims["sub"] = UserID().text }),
        ("another session", { parts, _ in parts.claims["sid"] = SessionID().text }),
        ("a later end", { parts, _ in parts.claims["exp"] = 4_000_000_000 }),
        ("another epoch", { parts, _ in parts.claims["epoch"] = 2 }),
        ("a signature of zeros", { parts, _ in parts.signature = Parts.encode([UInt8](repeating: 0, count: 64)) }),
        ("no signature", { parts, _ in parts.signature = "" }),
    ]

    @Test(arguments: forgeries.map(\.0))
    func `a forged token opens nothing`(name: String) async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let logIn = try await test.logIn()
            let publicKey = try #require(try await test.database.read { try $0.first(Statement.keys)?.blob(0) })
            var parts = try Parts(logIn.accessToken.text)
            try #require(Self.forgeries.first { $0.0 == name }).1(&parts, publicKey)
            await #expect(throws: AuthenticationError.unknown) { try await test.accounts.caller(accessToken: parts.text) }
            _ = try await test.caller(logIn)
        }
    }

    @Test(arguments: ["", ".", "..", "a.b.c", "e30.e30.e30", "é.é.é", String(repeating: "a", count: 3000) + ".b.c"])
    func `nonsense opens nothing`(token: String) async throws {
        try await withAccounts { test in
            await #expect(throws: AuthenticationError.unknown) { try await test.accounts.caller(accessToken: token) }
        }
    }

    @Test func `a token says who, which session, and for whom it is, and nothing that is secret`() async throws {
        try await withAccounts { test in
            let user = try await test.makeUser()
            let logIn = try await test.logIn()
            let parts = try Parts(logIn.accessToken.text)
            #expect(Set(parts.header.keys) == ["alg", "kid", "typ"])
            #expect(Set(parts.claims.keys) == ["iss", "aud", "sub", "sid", "epoch", "iat", "exp", "jti"])
            #expect(parts.claims["sub"] as? String == user.id.text)
            #expect(parts.claims["exp"] as? Int == (parts.claims["iat"] as? Int).map { $0 + 900 })
        }
    }

    @Test func `a token of another installation's URL is for that one`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let other = test.another(issuer: "https://other.example.com")
            let logIn = try await other.logIn(TestAccounts.ada, password: TestAccounts.password, from: TestAccounts.origin)
            _ = try await other.caller(accessToken: logIn.accessToken.text)
            await #expect(throws: AuthenticationError.unknown) { try await test.caller(logIn) }
        }
    }

    @Test func `an expired token is told apart from an unknown one, also when it was good before`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let (used, unused) = (try await test.logIn(), try await test.logIn())
            _ = try await test.caller(used)
            test.clock.advance(by: .seconds(900))
            await #expect(throws: AuthenticationError.expired) { try await test.caller(used) }
            await #expect(throws: AuthenticationError.expired) { try await test.caller(unused) }
        }
    }

    @Test func `keys change once a month, and tokens of the old one are good to their end`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let first = try #require(try await test.accounts.publishedKeys().first)
            test.clock.advance(by: .seconds(30 * 86_400 - 60))
            let old = try await test.logIn()
            test.clock.advance(by: .seconds(120))
            let new = try await test.logIn()
            #expect(try Parts(old.accessToken.text).header["kid"] as? String == first.id)
            #expect(try Parts(new.accessToken.text).header["kid"] as? String != first.id)
            _ = try await test.caller(old)
            _ = try await test.another().caller(accessToken: new.accessToken.text)
            #expect(try await test.accounts.publishedKeys().count == 2)
            test.clock.advance(by: .seconds(3600))
            #expect(try await test.accounts.publishedKeys().map(\.id) != [first.id])
            #expect(try await test.accounts.publishedKeys().count == 1)
        }
    }

    @Test func `hosts on one database make one key, and know each other's tokens`() async throws {
        try await withAccounts { test in
            try await test.makeUser()
            let other = test.another()
            async let one = test.accounts.publishedKeys()
            async let two = other.publishedKeys()
            let (ours, theirs) = try await (one, two)
            #expect(ours == theirs)
            #expect(try await test.database.read { try $0.first(Statement.count)?.integer(0) } == 1)
            _ = try await other.caller(accessToken: test.logIn().accessToken.text)
        }
    }

    @Test func `a private key is stored sealed`() async throws {
        try await withAccounts { test in
            _ = try await test.accounts.publishedKeys()
            let sealed = try #require(try await test.database.read { try $0.first(Statement.keys)?.blob(1) })
            #expect(sealed.count == 32 + 41)
        }
    }
}
