/// A W3C trace context (`traceparent`, https://www.w3.org/TR/trace-context/): which trace a piece of work belongs to.
package struct TraceContext: Hashable, Sendable {
    /// 32 lower-case hexadecimal digits, not all zero.
    package let traceID: String
    /// 16 lower-case hexadecimal digits, not all zero.
    package let spanID: String
    package let sampled: Bool

    package init(traceID: String, spanID: String, sampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.sampled = sampled
    }

    /// A new trace with random ids.
    package static func new() -> TraceContext {
        var generator = KernelRandom()
        return TraceContext(traceID: id(&generator) + id(&generator), spanID: id(&generator), sampled: true)
    }

    /// The context in a `traceparent` header; nil when it is malformed, which by the standard starts a new trace.
    package init?(header: some StringProtocol) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[0] != "00" || parts.count == 4,
            parts[1].utf8.count == 32, parts[2].utf8.count == 16, parts[3].utf8.count == 2,
            parts[0..<4].allSatisfy({ $0.utf8.allSatisfy(Self.isHex) }),
            parts[1].utf8.contains(where: { $0 != UInt8(ascii: "0") }), parts[2].utf8.contains(where: { $0 != UInt8(ascii: "0") }),
            let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        self.init(traceID: String(parts[1]), spanID: String(parts[2]), sampled: flags & 1 == 1)
    }

    /// The same trace, a new span: what we hand on.
    package func child() -> TraceContext {
        var generator = KernelRandom()
        return TraceContext(traceID: traceID, spanID: Self.id(&generator), sampled: sampled)
    }

    /// The value of a `traceparent` header.
    package var header: String { "00-\(traceID)-\(spanID)-\(sampled ? "01" : "00")" }

    /// 16 hexadecimal digits, not all zero.
    private static func id(_ generator: inout KernelRandom) -> String {
        var rest = UInt64.random(in: 1 ... .max, using: &generator)
        return unsafe String(unsafeUninitializedCapacity: 16) { digits in
            for index in stride(from: 15, through: 0, by: -1) {
                unsafe digits[index] = hexDigits.utf8Start[Int(rest & 15)]
                rest >>= 4
            }
            return 16
        }
    }

    private static let hexDigits: StaticString = "0123456789abcdef"

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
