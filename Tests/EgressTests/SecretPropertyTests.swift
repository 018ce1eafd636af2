import Egress
import Foundation
import TestSupport
import Testing

/// Secrets, the ways to write them and the places where chunks end, as chance gives them.
@Suite("Masking any secret")
struct SecretPropertyTests {
    private static let alphabets: [[Character]] = [
        Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
        Array("0123456789abcdef"),
        Array("0123456789"),
        Array("AZaz09+/=-_.~"),
        Array("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ 1a"),
        Array("aö€𝄞😀é%&+\\\"zZ"),
    ]

    private static func secret(_ random: inout SeededGenerator) -> String {
        let alphabet = alphabets.randomElement(using: &random)!
        var secret = ""
        repeat { secret.append(alphabet.randomElement(using: &random)!) } while secret.utf8.count < Int.random(in: 6...48, using: &random)
        return secret
    }

    /// How others write a text: each character by itself, escaped where it must be and where chance says so.
    private static let writers: [(String, @Sendable (Character, Bool) -> String)] = [
        ("percent", { character, mustEscape in
            character.utf8.map { byte in
                let isPlain = Character(Unicode.Scalar(byte)).isLetter && byte < 0x80 || (0x30...0x39).contains(byte)
                return isPlain && !mustEscape ? String(Unicode.Scalar(byte)) : String(format: mustEscape ? "%%%02x" : "%%%02X", Int(byte))
            }.joined()
        }),
        ("JSON", { character, mustEscape in
            if !mustEscape, !"\"\\".contains(character) { return String(character) }
            return character.utf16.map { String(format: "\\u%04x", Int($0)) }.joined()
        }),
        ("short JSON", { character, _ in "\"\\/".contains(character) ? "\\\(character)" : String(character) }),
        ("HTML", { character, mustEscape in
            if !mustEscape, !"<>&\"'".contains(character) { return String(character) }
            return character.unicodeScalars.map { mustEscape ? "&#x\(String($0.value, radix: 16));" : "&#\($0.value);" }.joined()
        }),
        ("raw", { character, _ in String(character) }),
    ]

    private static func write(_ secret: String, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return Data(secret.utf8).base64EncodedString()
        case 1: return Data(secret.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        case 2: return secret.utf8.map { String(format: "%02x", Int($0)) }.joined()
        default:
            let writer = writers.randomElement(using: &random)!.1
            return secret.map { writer($0, Bool.random(using: &random)) }.joined()
        }
    }

    @Test("A secret is masked however it is written and wherever chunks part it", arguments: [1, 2, 3, 5, 8] as [UInt64])
    func masked(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let secret = Self.secret(&random)
            let written = Self.write(secret, &random)
            let mask = SecretMask([secret, Self.secret(&random)])
            let text = "{\"before\": \"\(written)\" , <after>}"
            let masked = "{\"before\": \"[secret]\" , <after>}"
            #expect(mask.masking(text) == masked, "\(secret) written \(written)")

            var stream = SecretMask.Stream(mask)
            var rest = Array(text.utf8)[...]
            var output: [UInt8] = []
            while !rest.isEmpty {
                let count = min(Int.random(in: 1...12, using: &random), rest.count)
                output += stream.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            output += stream.finish()
            #expect(String(decoding: output, as: UTF8.self) == masked, "\(secret) written \(written), in chunks")
        }
    }

    @Test("Within the Base64 of a longer text no run of a secret's own digits is left", arguments: [13, 21] as [UInt64])
    func withinBase64(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let secret = Self.secret(&random)
            let before = String(repeating: "u", count: Int.random(in: 0..<9, using: &random))
            let text = Data("\(before)\(secret):p".utf8).base64EncodedString()
            let masked = SecretMask([secret]).masking(text)
            let parts = masked.split(separator: "[secret]", omittingEmptySubsequences: false)
            #expect(parts.count == 2, "\(secret) in \(text)")
            // Up to four digits share bits with the neighbours at either side; they cannot be told apart.
            let kept = parts.reduce(0) { $0 + $1.utf8.count }
            #expect(kept <= text.utf8.count - secret.utf8.count * 4 / 3 + 4)
        }
    }

    @Test("Text without the secret comes back as it was", arguments: [34, 55] as [UInt64])
    func untouched(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let mask = SecretMask(["A secret with \"all\" + %41 & \\u0041 " + Self.secret(&random)])
            let text = (0..<8).map { _ in Self.write(Self.secret(&random), &random) }.joined(separator: " ")
            #expect(mask.masking(text) == text)
        }
    }
}
