import Model
import Testing

@Suite("Trace contexts")
struct TraceContextTests {
    private static let traceID = "0af7651916cd43dd8448eb211c80319c"
    private static let spanID = "b7ad6b7169203331"

    @Test("read a traceparent header", arguments: [("01", true), ("00", false), ("03", true), ("fe", false), ("ff", true)])
    func valid(flags: String, sampled: Bool) throws {
        let context = try #require(TraceContext(header: "00-\(Self.traceID)-\(Self.spanID)-\(flags)"))
        #expect(context.traceID == Self.traceID)
        #expect(context.spanID == Self.spanID)
        #expect(context.sampled == sampled)
        #expect(context.header == "00-\(Self.traceID)-\(Self.spanID)-\(sampled ? "01" : "00")")
    }

    @Test("read what a later version may append", arguments: ["01-\(traceID)-\(spanID)-01", "cc-\(traceID)-\(spanID)-01-what-the-future-brings", "01-\(traceID)-\(spanID)-01-"])
    func later(header: String) throws {
        let context = try #require(TraceContext(header: header))
        #expect(context.traceID == Self.traceID && context.spanID == Self.spanID && context.sampled)
    }

    @Test(
        "refuse what the W3C recommendation calls invalid",
        arguments: [
            "", "00", "00-\(traceID)-\(spanID)", "00-\(traceID)-\(spanID)-", "00-\(traceID)-\(spanID)-1", "00-\(traceID)-\(spanID)-011", "ff-\(traceID)-\(spanID)-01", "0-\(traceID)-\(spanID)-01", "000-\(traceID)-\(spanID)-01",
            "00-\(traceID)-\(spanID)-01-", "00-\(traceID)-\(spanID)-01-extra", "01-\(traceID)-\(spanID)-01.extra", "00-00000000000000000000000000000000-\(spanID)-01", "00-\(traceID)-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-\(spanID)-01", "00-\(traceID)-B7AD6B7169203331-01", "00-\(traceID)-\(spanID)-0G", "0G-\(traceID)-\(spanID)-01", "00-\(traceID)-\(spanID)-0A", "00-\(traceID.dropLast())-\(spanID)-01", "00-\(traceID)0-\(spanID)-01",
            "00-\(traceID)-\(spanID)0-01", "00_\(traceID)_\(spanID)_01", " 00-\(traceID)-\(spanID)-01", "00-\(traceID)-\(spanID)-01 ", "00--\(traceID)-\(spanID)-01", "00-\(traceID.dropLast(2))é-\(spanID)-01",
        ] as [String]
    )
    func malformed(header: String) {
        #expect(TraceContext(header: header) == nil)
    }

    @Test("made anew are valid, sampled, and each its own")
    func new() {
        let contexts = (0..<1000).map { _ in TraceContext.new() }
        #expect(Set(contexts.map(\.traceID)).count == 1000)
        for context in contexts { #expect(TraceContext(header: context.header) == context && context.sampled) }
    }

    @Test("hand on the trace with a span of its own")
    func child() throws {
        let context = try #require(TraceContext(header: "00-\(Self.traceID)-\(Self.spanID)-00"))
        let child = context.child()
        #expect(child.traceID == context.traceID && child.spanID != context.spanID && !child.sampled)
        #expect(TraceContext(header: child.header) == child)
    }
}
