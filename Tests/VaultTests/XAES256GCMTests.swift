import Crypto
import FoundationEssentials
import Testing
import Vault

@Suite struct XAES256GCMTests {
    static let nonce = Array("ABCDEFGHIJKLMNOPQRSTUVWX".utf8)

    /// The two vectors of https://c2sp.org/XAES-256-GCM; their keys take either branch of the doubling.
    @Test(arguments: [
        (UInt8(1), "", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"),
        (UInt8(3), "c2sp.org/XAES-256-GCM", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"),
    ])
    func `the specification's vectors hold`(keyByte: UInt8, context: String, expected: String) throws {
        let cipher = try XAES256GCM(key: SymmetricKey(data: [UInt8](repeating: keyByte, count: 32)))
        let sealed = try cipher.seal(Array("XAES-256-GCM".utf8), authenticating: Array(context.utf8), nonce: Self.nonce, header: [])
        let hexadecimal = sealed.dropFirst(24).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hexadecimal == expected)
        #expect(try cipher.open(sealed[...], authenticating: Array(context.utf8)) == Array("XAES-256-GCM".utf8))
    }
}
