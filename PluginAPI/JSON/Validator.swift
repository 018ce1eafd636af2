/// Checks a document without building its value; accepts what `Parser` accepts.
struct Validator {
    private var scanner: Scanner
    private let limits: JSONLimits
    private var values = 0

    init(_ scanner: Scanner, _ limits: JSONLimits) {
        self.scanner = scanner
        self.limits = limits
    }

    mutating func document() throws(Fault) {
        try value(.value, depth: 0)
        try scanner.end()
    }

    private mutating func value(_ expectation: Fault.Expectation, depth: Int) throws(Fault) {
        let first = scanner.token()
        try count()
        switch first {
        case UInt8(ascii: "\""): _ = try scanner.string()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try scanner.number()
        case UInt8(ascii: "t"): try scanner.literal("true")
        case UInt8(ascii: "f"): try scanner.literal("false")
        case UInt8(ascii: "n"): try scanner.literal("null")
        default: throw scanner.unexpected(expectation)
        }
    }

    private mutating func array(depth: Int) throws(Fault) {
        try enter(depth)
        guard !pass("]") else { return }
        var expectation = Fault.Expectation.valueOrEnd
        repeat {
            try value(expectation, depth: depth)
            expectation = .value
        } while pass(",")
        guard pass("]") else { throw scanner.unexpected(.commaOrEndOfArray) }
    }

    private mutating func object(depth: Int) throws(Fault) {
        try enter(depth)
        guard !pass("}") else { return }
        var expectation = Fault.Expectation.keyOrEnd
        repeat {
            guard scanner.token() == UInt8(ascii: "\"") else { throw scanner.unexpected(expectation) }
            expectation = .key
            _ = try scanner.string()
            guard pass(":") else { throw scanner.unexpected(.colon) }
            try value(.value, depth: depth)
        } while pass(",")
        guard pass("}") else { throw scanner.unexpected(.commaOrEndOfObject) }
    }

    /// One more value, which begins here.
    @inline(__always)
    private mutating func count() throws(Fault) {
        values += 1
        guard values <= limits.values else { throw Fault(code: .tooManyValues, offset: scanner.position, limit: limits.values) }
    }

    private mutating func enter(_ depth: Int) throws(Fault) {
        guard depth <= limits.depth else { throw Fault(code: .tooDeep, offset: scanner.position, limit: limits.depth) }
        scanner.position += 1
    }

    /// Moves past `mark` if that is the next token.
    @inline(__always)
    private mutating func pass(_ mark: Unicode.Scalar) -> Bool {
        guard scanner.token() == UInt8(ascii: mark) else { return false }
        scanner.position += 1
        return true
    }
}
