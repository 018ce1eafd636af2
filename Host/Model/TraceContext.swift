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
        TraceContext(traceID: hex(.random(in: 1 ... .max)) + hex(.random(in: 1 ... .max)), spanID: hex(.random(in: 1 ... .max)), sampled: true)
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
        TraceContext(traceID: traceID, spanID: Self.hex(.random(in: 1 ... .max)), sampled: sampled)
    }

    /// The value of a `traceparent` header.
    package var header: String { "00-\(traceID)-\(spanID)-\(sampled ? "01" : "00")" }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
