/// A path to one value inside a document (RFC 6901): `/items/0/name`. The empty pointer is the whole document.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// Member names and array indices in order, unescaped.
    public var tokens: [String]

    public init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// The pointer written as `text`; nil when it is neither empty nor starts with `/`, or holds a `~` not followed by 0 or 1.
    public init?(_ text: String) {
        guard !text.utf8.isEmpty else { self.init(); return }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [String] = []
        for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
        self.init(tokens)
    }

    public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }

    public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

    public var description: String {
        tokens.reduce(into: "") { $0 += "/" + Self.escaped($1) }
    }

    /// `token` as it is written in a pointer: `~` as `~0`, `/` as `~1`.
    public static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        return token.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = part[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else { bytes.append(byte); continue }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer {
    /// The same tokens, byte for byte, as keys compare.
    public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.count == right.tokens.count && zip(left.tokens, right.tokens).allSatisfy { $0.isIdentical(to: $1) }
    }

    public func hash(into hasher: inout Hasher) {
        for token in tokens { token.hashBytes(into: &hasher) }
    }
}

extension JSON {
    /// The value at `pointer`; nil when there is none. Indices are written without leading zeros; `-` names no value.
    public subscript(pointer pointer: JSONPointer) -> JSON? {
        var value = self
        for token in pointer.tokens {
            guard let next = value.child(token) else { return nil }
            value = next
        }
        return value
    }

    /// The value at the pointer written as `text`; nil when there is none or the pointer is malformed.
    public subscript(pointer text: String) -> JSON? {
        JSONPointer(text).flatMap { self[pointer: $0] }
    }

    private func child(_ token: String) -> JSON? {
        switch self {
        case .object(let object):
            return object[token]
        case .array:
            guard let index = Int(token), index >= 0, String(index) == token else { return nil }
            return self[index]
        default:
            return nil
        }
    }
}
