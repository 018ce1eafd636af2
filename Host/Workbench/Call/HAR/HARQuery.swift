import Egress
import PatchbayJSON

/// The query of a URL as HAR lists it: decoded names and values.
enum HARQuery {
    static func json(of url: String) -> JSON {
        guard let mark = url.firstIndex(of: "?") else { return [] }
        let pairs = url[url.index(after: mark)...].split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return JSON.object(["name": .string(decoded(parts[0])), "value": .string(parts.count == 2 ? decoded(parts[1]) : "")])
        }
        return .array(pairs)
    }

    /// A URL as an archive may hold it: the mark in the place of a secret has brackets, which are no characters of a query.
    static func valid(_ url: String) -> String {
        url.replacing(SecretMask.replacement, with: "%5Bsecret%5D")
    }

    /// As a form decodes it: `+` is a space; what is malformed stays as it is.
    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
