/// The value of a decimal text in its one canonical form: ±0.d₁d₂… × 10^(exponent + digits), no zero at either end of the
/// digits. Zero has no digits and exponent 0.
///
/// Exponents beyond ±10^17 count as ±10^17: such numbers occur in attacks only, and the limit keeps arithmetic on them exact.
struct Decimal: Hashable {
    private(set) var isNegative = false
    /// Digit values 0...9, most significant first.
    private(set) var digits: [UInt8] = []
    /// The power of ten by which the digits, read as a whole number, are multiplied.
    private(set) var exponent: Int64 = 0

    static let largestExponent: Int64 = 100_000_000_000_000_000

    /// `text` is a valid JSON number.
    init(_ text: String) {
        var bytes = text.utf8[...]
        isNegative = bytes.first == UInt8(ascii: "-")
        var fractionDigits: Int64 = 0
        var inFraction = false
        loop: while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if inFraction { fractionDigits += 1 }
                if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
            case UInt8(ascii: "."):
                inFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                exponent = Self.exponent(bytes)
                break loop
            default:
                break
            }
        }
        exponent -= fractionDigits
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { (isNegative, exponent) = (false, 0) }
    }

    private static func exponent(_ bytes: Substring.UTF8View) -> Int64 {
        var value: Int64 = 0
        for byte in bytes where byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-") {
            value = min(value * 10 + Int64(byte - UInt8(ascii: "0")), largestExponent)
        }
        return bytes.first == UInt8(ascii: "-") ? -value : value
    }

    /// The value when it is whole and within 64 bits.
    var int64: Int64? {
        guard exponent >= 0, Int64(digits.count) + exponent <= 19 else { return digits.isEmpty ? 0 : nil }
        var magnitude: UInt64 = digits.reduce(0) { $0 * 10 + UInt64($1) }
        for _ in 0..<exponent { magnitude *= 10 }
        if isNegative { return magnitude == Int64.min.magnitude ? .min : Int64(exactly: magnitude).map { -$0 } }
        return Int64(exactly: magnitude)
    }
}

extension Decimal: Comparable {
    static func < (left: Decimal, right: Decimal) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        return left.isNegative ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    /// Both are of one sign and not zero, or both are zero.
    private func isSmallerInMagnitude(than other: Decimal) -> Bool {
        let (order, otherOrder) = (exponent + Int64(digits.count), other.exponent + Int64(other.digits.count))
        return order == otherOrder ? digits.lexicographicallyPrecedes(other.digits) : order < otherOrder
    }
}

extension Decimal {
    /// Whether this is a whole number of times `divisor`; nil when that is zero or has more than 18 digits.
    func isMultiple(of divisor: Decimal) -> Bool? {
        guard !divisor.digits.isEmpty, divisor.digits.count <= 18 else { return nil }
        guard !digits.isEmpty else { return true }
        // Our digits do not end in zero, so a divisor with a larger power of ten cannot go into them.
        guard exponent >= divisor.exponent else { return false }
        let modulus: UInt64 = divisor.digits.reduce(0) { $0 * 10 + UInt64($1) }
        let rest = digits.reduce(0 as UInt64) { ($0 * 10 + UInt64($1)) % modulus }
        return Self.multiply(rest, Self.powerOfTen(exponent - divisor.exponent, modulo: modulus), modulo: modulus) == 0
    }

    private static func powerOfTen(_ exponent: Int64, modulo modulus: UInt64) -> UInt64 {
        var (result, base, rest) = (1 % modulus, 10 % modulus, exponent)
        while rest > 0 {
            if rest & 1 == 1 { result = multiply(result, base, modulo: modulus) }
            base = multiply(base, base, modulo: modulus)
            rest >>= 1
        }
        return result
    }

    private static func multiply(_ left: UInt64, _ right: UInt64, modulo modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }
}
