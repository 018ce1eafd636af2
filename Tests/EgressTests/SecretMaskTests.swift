import Egress
import Foundation
import PatchbayJSON
import Testing

@Suite("Masking secrets")
struct SecretMaskTests {
    static let secret = "p/s+w ö\"\\%25-42"

    /// The secret as others write it; made with Foundation, which knows nothing of our mask.
    static let spellings: [String] = {
        let data = Data(secret.utf8)
        let base64 = data.base64EncodedString()
        let unreserved = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let percent = secret.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
        let query = secret.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? ""
        return [
            secret,
            base64,
            base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""),
            base64.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "",
            base64.replacing("/", with: "\\/"),
            percent,
            percent.lowercased(),
            percent.replacing("%20", with: "+"),
            query,
            "p/s+w ö\\\"\\\\%25-42",
            "p\\/s+w ö\\\"\\\\%25-42",
            "p\\/s+w \\u00f6\\\"\\\\%25-42",
            "p\\u002Fs\\u002bw \\u00F6\\u0022\\u005c%25-42",
            "p/s+w \\xc3\\xb6\\x22\\\\%25-42",
            "p/s+w ö&quot;\\%25-42",
            "p&#47;s&#x2B;w&#32;&#246;&#034;&#x5c;%25-42",
            percent.replacing("%", with: "%25"),
            data.map { String(format: "%02x", Int($0)) }.joined(),
            data.map { String(format: "%02X", Int($0)) }.joined(),
        ]
    }()

    @Test("Every spelling is found", arguments: spellings)
    func spelling(text: String) {
        let mask = SecretMask(["another secret", Self.secret])
        #expect(mask.masking("{\"a\": \"\(text)\"}") == "{\"a\": \"[secret]\"}")
    }

    @Test("Base64 is found wherever the secret begins in a group", arguments: 0..<3)
    func alignment(offset: Int) throws {
        let secret = "a-rather-long-token"
        let text = Data((String(repeating: "u", count: offset) + secret + ":rest").utf8).base64EncodedString()
        let masked = SecretMask([secret]).masking(text)
        #expect(masked.contains("[secret]"))
        #expect(masked.utf8.count <= text.utf8.count - secret.utf8.count + 8)
    }

    @Test("A secret is found wherever chunks part it", arguments: spellings)
    func chunks(text: String) {
        let whole = Array("before \(text) after".utf8)
        for split in 0...whole.count {
            var stream = SecretMask.Stream(SecretMask([Self.secret]))
            let masked = stream.append(whole[..<split]) + stream.append(whole[split...]) + stream.finish()
            #expect(String(decoding: masked, as: UTF8.self) == "before [secret] after")
        }
        var stream = SecretMask.Stream(SecretMask([Self.secret]))
        let masked = whole.flatMap { stream.append([$0]) } + stream.finish()
        #expect(String(decoding: masked, as: UTF8.self) == "before [secret] after")
    }

    @Test("Text that only begins like a secret passes unchanged, in chunks too")
    func almost() {
        let text = "xoxb-1 xoxb-12 xoxb-123 %78oxb- \\u0078oxb \\ % %7 \\u00"
        let mask = SecretMask(["xoxb-1234"])
        #expect(mask.masking(text) == text)
        var stream = SecretMask.Stream(mask)
        let masked = text.utf8.flatMap { stream.append([$0]) } + stream.finish()
        #expect(String(decoding: masked, as: UTF8.self) == text)
    }

    @Test("A JSON value stays one: texts and names are masked, numbers are not cut up")
    func json() throws {
        let value = try JSON.parse(#"{"n":91234567,"123456":"a 123456","list":["123456",true,null]}"#)
        let masked = SecretMask(["123456"]).masking(value)
        #expect(masked == ["n": 91_234_567, "[secret]": "a [secret]", "list": ["[secret]", true, nil]])
    }

    @Test("Neighbouring and overlapping secrets leave nothing over")
    func neighbours() {
        let mask = SecretMask(["token-abc", "token-abc-long", "long-other"])
        #expect(mask.masking("token-abctoken-abc-longtoken-abc") == "[secret][secret][secret]")
        #expect(mask.masking("xtoken-abc-longlong-otherx") == "x[secret][secret]x")
    }

    @Test("Short secrets and none are not looked for")
    func short() {
        #expect(SecretMask(["abc", ""]).isEmpty)
        #expect(SecretMask(["abc", ""]).masking("abc") == "abc")
    }

    @Test("A cut shows no part of a secret that crosses it", arguments: 0..<16)
    func cut(offset: Int) {
        let text = String(repeating: ".", count: 100 - offset) + "a-long-secret-token" + String(repeating: ".", count: 100)
        let cut = SecretMask(["a-long-secret-token"]).prefix(100, of: Array(text.utf8))
        #expect(cut.count == 100)
        #expect(!String(decoding: cut, as: UTF8.self).contains("a-"))
    }

    @Test("A body made to almost match everywhere costs no more than its length", .timeLimit(.minutes(1)))
    func hostile() {
        let mask = SecretMask([String(repeating: "a", count: 8_000) + "b"])
        let body = Array(repeating: UInt8(ascii: "a"), count: 1 << 16)
        #expect(mask.masking(body).count < body.count)
    }
}
