import PatchbayPattern
import Testing

@Suite("Linear time")
struct LinearTests {
    /// Each makes a backtracking matcher take exponential or high polynomial time on “aaa…”.
    private static let patterns = ["(a*)*b", "(a+)+b", "(a|a)*b", "(a|aa)+b", "(?:a?){50}a{50}b", "a*a*a*a*a*b", "(.*)(.*)(.*)(.*)x", "((a*)*)*b", "^(a+)+$!", "(?i)(a|A|á)*b"]

    @Test("a pattern that would explode takes steps in proportion to the text", arguments: patterns)
    func proportional(source: String) throws {
        let pattern = try Pattern(source)
        let steps = [1000, 2000, 4000].map { pattern.steps(searching: String(repeating: "a", count: $0)) }
        #expect(pattern.firstMatch(in: String(repeating: "a", count: 1000)) == nil)
        // Another 2,000 scalars cost twice what another 1,000 did.
        #expect(steps[2] - steps[1] == 2 * (steps[1] - steps[0]), "\(steps)")
        #expect(steps[0] > 0)
    }

    @Test("a match costs no more", arguments: [("(a*)*b", "b"), ("(a|aa)+b", "b"), ("(?:a?){20}a{20}", "")])
    func matching(source: String, end: String) throws {
        let pattern = try Pattern(source)
        let text = String(repeating: "a", count: 20_000) + end
        #expect(pattern.firstMatch(in: text) != nil)
        #expect(pattern.steps(searching: text) < 200 * text.utf8.count)
    }
}
