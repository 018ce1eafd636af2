import PatchbayPattern
import TestSupport
import Testing

@Suite("Against the standard library's Regex")
struct DifferentialTests {
    @Test("random patterns match the same part of random texts", arguments: 0..<16)
    func agree(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var compared = 0, matched = 0
        for _ in 0..<60 {
            let source = Self.alternation(depth: 2, using: &generator)
            let pattern = try Pattern(source)
            let regex = try Regex(source).matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple).asciiOnlyWordCharacters().asciiOnlyDigits()
            for _ in 0..<12 {
                let text = (0..<Int.random(in: 0..<9, using: &generator)).reduce(into: "") { text, _ in text += ["a", "b", "c", "é"].randomElement(using: &generator)! }
                let (ours, theirs) = (pattern.firstMatch(in: text), try regex.firstMatch(in: text))
                #expect(ours?.range == theirs?.range, "/\(source)/ in “\(text)”")
                let (oursWhole, theirsWhole) = (pattern.wholeMatch(in: text), try regex.wholeMatch(in: text))
                #expect((oursWhole == nil) == (theirsWhole == nil), "whole /\(source)/ in “\(text)”")
                compared += 1
                matched += ours == nil ? 0 : 1
            }
        }
        #expect(matched > compared / 10 && matched < compared)
    }

    // MARK: Random patterns

    private static func alternation(depth: Int, using generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...2, using: &generator)).map { _ in sequence(depth: depth, using: &generator) }.joined(separator: "|")
    }

    private static func sequence(depth: Int, using generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in quantified(depth: depth, using: &generator) }.joined()
    }

    private static func quantified(depth: Int, using generator: inout SeededGenerator) -> String {
        if Int.random(in: 0..<12, using: &generator) == 0 { return ["^", "$", "\\b", "\\B"].randomElement(using: &generator)! }
        let endless = ["*", "+", "*?", "+?", "{1,}", "{1,2}", "{0,2}?"], bounded = ["", "", "", "?", "??", "{2}"]
        guard depth > 0, Int.random(in: 0..<3, using: &generator) == 0 else {
            return simple(using: &generator) + (bounded + endless).randomElement(using: &generator)!
        }
        let open = ["(", "(?:"].randomElement(using: &generator)!, content = alternation(depth: depth - 1, using: &generator)
        // Matchers differ on a loop around what matches nothing, so what loops here starts with a letter.
        return Bool.random(using: &generator)
            ? open + content + ")" + bounded.randomElement(using: &generator)!
            : open + "a(?:" + content + "))" + endless.randomElement(using: &generator)!
    }

    private static func simple(using generator: inout SeededGenerator) -> String {
        ["a", "b", "c", "é", ".", "[ab]", "[^a]", "[b-é]", "\\w", "\\W", "[^\\d]"].randomElement(using: &generator)!
    }
}
