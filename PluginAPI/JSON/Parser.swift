/// Builds the value of a document.
struct Parser: ~Copyable {
    private var scanner: Scanner
    private let limits: JSONLimits
    private var values = 0
    private var elements = ValueStack<JSON>()
    private var members = ValueStack<JSONObject.Element>()
    private var scratch: [UInt8] = []

    init(_ scanner: Scanner, _ limits: JSONLimits) {
        self.scanner = scanner
        self.limits = limits
    }

    mutating func document() throws(Fault) -> JSON {
        let value = try value(.value, depth: 0)
        try scanner.end()
        return value
    }

    private mutating func value(_ expectation: Fault.Expectation, depth: Int) throws(Fault) -> JSON {
        let first = scanner.token()
        try count()
        switch first {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["):
            return .array(try array(depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let token = try scanner.number()
            return .number(scanner.number(of: token))
        case UInt8(ascii: "t"):
            try scanner.literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try scanner.literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try scanner.literal("null")
            return .null
        default:
            throw scanner.unexpected(expectation)
        }
    }

    @inline(__always)
    private mutating func string() throws(Fault) -> String {
        let token = try scanner.string()
        return scanner.text(of: token, scratch: &scratch)
    }

    private mutating func array(depth: Int) throws(Fault) -> [JSON] {
        try enter(depth)
        let mark = elements.count
        guard scanner.token() != UInt8(ascii: "]") else {
            scanner.position += 1
            return []
        }
        var expectation = Fault.Expectation.valueOrEnd
        while true {
            elements.push(try value(expectation, depth: depth))
            expectation = .value
            switch scanner.token() {
            case UInt8(ascii: ","):
                scanner.position += 1
            case UInt8(ascii: "]"):
                scanner.position += 1
                return elements.pop(from: mark)
            default:
                throw scanner.unexpected(.commaOrEndOfArray)
            }
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONObject {
        try enter(depth)
        let mark = members.count
        guard scanner.token() != UInt8(ascii: "}") else {
            scanner.position += 1
            return JSONObject()
        }
        var keys = KeyFilter()
        var areDistinct = true
        var expectation = Fault.Expectation.keyOrEnd
        while true {
            guard scanner.token() == UInt8(ascii: "\"") else { throw scanner.unexpected(expectation) }
            expectation = .key
            let token = try scanner.string()
            let key = scanner.text(of: token, scratch: &scratch)
            if areDistinct && !keys.insert(token, of: scanner) { areDistinct = isNew(key, since: mark) }
            guard scanner.token() == UInt8(ascii: ":") else { throw scanner.unexpected(.colon) }
            scanner.position += 1
            let value = try value(.value, depth: depth)
            members.push((key, value))
            switch scanner.token() {
            case UInt8(ascii: ","):
                scanner.position += 1
            case UInt8(ascii: "}"):
                scanner.position += 1
                return JSONObject(parsed: members.pop(from: mark), areDistinct: areDistinct)
            default:
                throw scanner.unexpected(.commaOrEndOfObject)
            }
        }
    }

    /// One more value, which begins here.
    @inline(__always)
    private mutating func count() throws(Fault) {
        values += 1
        guard values <= limits.values else { throw Fault(code: .tooManyValues, offset: scanner.position, limit: limits.values) }
    }

    /// The position moves past the bracket or brace that opened level `depth`.
    @inline(__always)
    private mutating func enter(_ depth: Int) throws(Fault) {
        guard depth <= limits.depth else { throw Fault(code: .tooDeep, offset: scanner.position, limit: limits.depth) }
        scanner.position += 1
    }

    /// Whether no member since `mark` has this key. A large object says no: its hash index will tell.
    private func isNew(_ key: String, since mark: Int) -> Bool {
        guard members.count - mark < JSONObject.scanLimit else { return false }
        for position in mark..<members.count where members[position].key.isIdentical(to: key) { return false }
        return true
    }
}

/// Tells most new keys of a small object from the earlier ones without comparing them: a set of 64 hash values.
private struct KeyFilter {
    private var seen: UInt64 = 0

    /// False when `key` may have been inserted before.
    @inline(__always)
    mutating func insert(_ key: Scanner.StringToken, of scanner: Scanner) -> Bool {
        // Two spellings of one key, with escapes and without, have two hash values: from here on every key is compared.
        let bit: UInt64 = key.hasEscapes ? .max : 1 << (Self.hash(key, of: scanner) >> 58)
        defer { seen |= bit }
        return seen & bit == 0
    }

    /// Of the key's length and its first and last eight bytes.
    @inline(__always)
    private static func hash(_ key: Scanner.StringToken, of scanner: Scanner) -> UInt64 {
        let length = key.end - key.start
        var hash = UInt64(truncatingIfNeeded: length)
        if length >= 8 {
            hash ^= scanner.word(at: key.start) ^ scanner.word(at: key.end - 8) << 1
        } else {
            for offset in key.start..<key.end { hash = hash << 8 ^ UInt64(scanner.byte(at: offset)) }
        }
        return hash &* 0x9E37_79B9_7F4A_7C15
    }
}
