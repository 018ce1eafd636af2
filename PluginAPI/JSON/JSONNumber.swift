/// A JSON number, exact: the decimal text is kept as written, so large integers and decimals survive a round trip.
///
/// `==`, `hash` and `<` go by value: `1`, `1.0` and `1e0` are one number. Small integers are held without allocation.
public struct JSONNumber: Sendable {
    /// Whole numbers in their shortest form are `integer`; all else (`1.0`, `-0`, `1e3`, beyond 64 bits) keeps its text.
    enum Storage: Sendable {
        case integer(Int64)
        case text(String)
    }

    let storage: Storage

    init(storage: Storage) {
        self.storage = storage
    }

    public init(_ value: Int64) {
        storage = .integer(value)
    }

    public init(_ value: Int) {
        storage = .integer(Int64(value))
    }

    /// The shortest decimal that reads back as `value`, without `.0` where it is whole; nil for infinities and NaN.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53, whole != 0 || value.sign == .plus {
            storage = .integer(whole)
        } else {
            storage = .text(value.description)
        }
    }

    /// The number written as `text`; nil when that is not exactly a JSON number.
    public init?(_ text: String) {
        var text = text
        let parsed: JSONNumber? = text.withUTF8 { bytes in
            var scanner = unsafe Scanner(UnsafeRawBufferPointer(bytes))
            guard let token = try? scanner.number(), scanner.isAtEnd else { return nil }
            return scanner.number(of: token)
        }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The number as it was written.
    public var text: String {
        switch storage {
        case .integer(let value): String(value)
        case .text(let text): text
        }
    }

    /// The value when it is whole and within 64 bits, however it is written; else nil.
    public var int64: Int64? {
        switch storage {
        case .integer(let value): value
        case .text(let text): Decimal(text).int64
        }
    }

    /// The nearest `Double`; infinite when the magnitude is beyond it.
    public var double: Double {
        switch storage {
        case .integer(let value): Double(value)
        case .text(let text): Double(text) ?? .nan
        }
    }
}

extension JSONNumber: Hashable {
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage { return left == right }
        return left.decimal == right.decimal
    }

    public func hash(into hasher: inout Hasher) {
        if let whole = int64 {
            hasher.combine(whole)
        } else {
            hasher.combine(decimal)
        }
    }
}

extension JSONNumber: Comparable {
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage { return left < right }
        return left.decimal < right.decimal
    }
}

extension JSONNumber {
    /// Whether this is a whole number of any size.
    public var isInteger: Bool {
        switch storage {
        case .integer: true
        case .text: decimal.exponent >= 0
        }
    }

    /// Whether this divided by `divisor` is whole, exactly; nil when the divisor is zero, and also when it has more than 18
    /// significant digits, unless both are 64-bit integers.
    public func isMultiple(of divisor: JSONNumber) -> Bool? {
        if case .integer(let value) = storage, case .integer(let divisor) = divisor.storage, divisor != 0 {
            return value.magnitude.isMultiple(of: divisor.magnitude)
        }
        return decimal.isMultiple(of: divisor.decimal)
    }

    var decimal: Decimal {
        switch storage {
        case .integer(let value): Decimal(String(value))
        case .text(let text): Decimal(text)
        }
    }
}

extension JSONNumber: CustomStringConvertible {
    public var description: String { text }
}
