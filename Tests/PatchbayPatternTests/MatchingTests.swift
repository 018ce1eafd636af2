import PatchbayPattern
import Testing

@Suite("Matching")
struct MatchingTests {
    /// A pattern, a text, and the first match: the whole, then its groups. No strings: no match.
    struct Case: Sendable, CustomTestStringConvertible {
        let pattern: String
        let text: String
        let expected: [String?]

        init(_ pattern: String, _ text: String, _ expected: String?...) {
            (self.pattern, self.text, self.expected) = (pattern, text, expected)
        }

        var testDescription: String { "/\(pattern)/ in “\(text)”" }
    }

    @Test(
        "finds the leftmost match and prefers as a backtracking matcher would",
        arguments: [
            Case("", "abc", ""), Case("b", "abc", "b"), Case("x", "abc"), Case("a.c", "xabcx", "abc"), Case("a.c", "a\nc"),
            Case("a|ab", "ab", "a"), Case("ab|a", "ab", "ab"), Case("(a|ab)(c|bcd)", "abcd", "abcd", "a", "bcd"),
            Case("a*", "aaa", "aaa"), Case("a*?", "aaa", ""), Case("a+?", "aaa", "a"), Case("a??b", "ab", "ab"), Case("<.+?>", "<a><b>", "<a>"), Case("<.+>", "<a><b>", "<a><b>"),
            Case("a{2}", "aaaa", "aa"), Case("a{2,}", "aaaa", "aaaa"), Case("a{2,3}", "aaaa", "aaa"), Case("a{2,3}?", "aaaa", "aa"), Case("a{0}b", "ab", "b"), Case("a{0,1}b", "ab", "ab"),
            Case("a{,2}", "a{,2}", "a{,2}"), Case("a{x}", "a{x}", "a{x}"), Case("{", "{", "{"), Case("}]", "}]", "}]"),
            Case("(a)|(b)", "b", "b", nil, "b"), Case("(?:a)(b)", "ab", "ab", "b"), Case("(?<x>a)(?P<y>b)", "ab", "ab", "a", "b"), Case("((a)(b))", "ab", "ab", "ab", "a", "b"),
            Case("(a)*", "aab", "aa", "a"), Case("(a*)*", "b", "", ""), Case("(a*)+", "b", "", ""), Case("(|a)+", "aaa", "", ""), Case("(a|b)*c", "abac", "abac", "a"),
        ]
    )
    func preference(_ c: Case) throws { try check(c) }

    @Test(
        "knows classes and escapes",
        arguments: [
            Case("[abc]+", "xxbcax", "bca"), Case("[^abc]+", "abxyc", "xy"), Case("[a-c-]+", "x-b-", "-b-"), Case("[\\]\\-]+", "]-", "]-"), Case("[]", "a"), Case("[^]", "\n", "\n"), Case("[a^]+", "^a", "^a"),
            Case("\\d+", "ab123", "123"), Case("\\D+", "12ab", "ab"), Case("\\w+", "é_a1-", "_a1"), Case("\\W+", "ab-é", "-é"), Case("\\s+", "a \t\u{a0}\u{2028}b", " \t\u{a0}\u{2028}"), Case("\\S+", "  ab", "ab"),
            Case("[\\d.]+", "v1.2", "1.2"), Case("[^\\d]", "1a", "a"), Case("[\\D]", "1a", "a"), Case("[\\W_]+", "a-_", "-_"), Case("[\\b]", "\u{8}", "\u{8}"),
            Case("\\t\\n\\r\\f\\v\\0", "\t\n\r\u{c}\u{b}\0", "\t\n\r\u{c}\u{b}\0"), Case("\\cA\\cz", "\u{1}\u{1a}", "\u{1}\u{1a}"), Case("\\x41\\u00e9\\u{1F600}\\ud83d\\ude00", "Aé😀😀", "Aé😀😀"),
            Case("\\.\\*\\/\\(\\[\\{\\-\\#", ".*/([{-#", ".*/([{-#"), Case("[😀-😂]", "x😁", "😁"), Case(".", "😀", "😀"), Case("é", "e\u{301}"),
            Case("\\p{L}+", "1éßж漢2", "éßж漢"), Case("\\pL", "1a", "a"), Case("\\P{L}+", "ab12", "12"), Case("\\p{Lu}", "aÉ", "É"), Case("\\p{Letter}\\p{Nd}", "a٣", "a٣"), Case("\\p{gc=Lu}", "aB", "B"),
            Case("[\\p{L}\\d_]+", "-é1_-", "é1_"), Case("[^\\p{L}]", "é1", "1"), Case("[\\P{L}x]+", "ax1", "x1"), Case("\\p{Alphabetic}", "1a", "a"), Case("\\p{White_Space}", "a b", " "), Case("\\p{Emoji}", "a😀", "😀"), Case("\\p{Sc}", "5€", "€"),
        ]
    )
    func classes(_ c: Case) throws { try check(c) }

    @Test(
        "knows anchors and flags",
        arguments: [
            Case("^b", "ab"), Case("^a", "ab", "a"), Case("b$", "ab", "b"), Case("a$", "a\n"), Case("^$", "", ""), Case("^", "a", ""), Case("$", "a", ""), Case("\\Ab|\\Aa", "ab", "a"), Case("b\\z", "ab", "b"),
            Case("(?m)^b$", "a\nb\nc", "b"), Case("(?m)^b$", "a\r\nb\u{2028}c", "b"), Case("(?m)^", "a", ""), Case("(?m)\\Ab", "a\nb"),
            Case("\\bfoo\\b", "a foo.", "foo"), Case("\\bfoo", "afoo"), Case("\\Boo", "foo", "oo"), Case("\\b", "", nil as String?), Case("\\B", "", ""), Case("a\\b", "aé", "a"),
            Case("(?s)a.c", "a\nc", "a\nc"), Case("(?s:a.)c", "a\nc", "a\nc"), Case("(?s:a.)c.", "a\nc\n"),
            Case("(?i)straße", "STRAßE", "STRAßE"), Case("(?i)É", "é", "é"), Case("(?i)[a-z]+", "1ABz", "ABz"), Case("(?i)[^a]", "Ab", "b"), Case("(?i)k", "\u{212a}", "\u{212a}"), Case("(?i)\u{212a}", "K", "K"), Case("(?i)[\u{212a}]", "k", "k"),
            Case("(?i)σ", "ς", "ς"), Case("(?i)i", "\u{131}"), Case("a(?i)b|c", "C", "C"), Case("(?:a(?i)b)c", "aBc", "aBc"), Case("(?:a(?i)b)c", "aBC"), Case("(?i:a)b", "Ab", "Ab"), Case("(?i:a)b", "AB"), Case("(?i)a(?-i)b", "AB"), Case("(?im-s:^a.)", "x\nAb", "Ab"),
            Case("(?i)\\p{Lu}", "a", "a"),
        ]
    )
    func anchorsAndFlags(_ c: Case) throws {
        if c.expected == [nil] { #expect(try Pattern(c.pattern).firstMatch(in: c.text) == nil) } else { try check(c) }
    }

    private func check(_ c: Case) throws {
        let pattern = try Pattern(c.pattern)
        let match = pattern.firstMatch(in: c.text)
        #expect(match.map { [$0.text] + $0.groups } ?? [] == c.expected.map { $0.map { Substring($0) } })
        #expect(pattern.matches(anywhereIn: c.text) == (match != nil))
        #expect(pattern.matches(in: c.text).first?.range == match?.range)
    }

    @Test("takes flags as options too")
    func options() throws {
        #expect(try Pattern("^b.c", options: [.caseInsensitive, .multiline, .dotAll]).firstMatch(in: "a\nB\nC")?.text == "B\nC")
    }

    @Test("finds what takes the whole text, if need be by a less preferred way", arguments: [("a|ab", "ab", true), ("a*?", "aaa", true), ("a", "ab", false), ("b", "ab", false), ("a+|b", "aab", false), ("", "", true), ("(?:a|ab)(?:c|bcd)", "abcd", true)])
    func whole(pattern: String, text: String, matches: Bool) throws {
        let match = try Pattern(pattern).wholeMatch(in: text)
        #expect((match != nil) == matches)
        if let match { #expect(match.text == text) }
    }

    @Test("finds all matches, empty ones too", arguments: [("a+", "aabaaa", ["aa", "aaa"]), ("a*", "baac", ["", "aa", "", ""]), ("", "é😀", ["", "", ""]), ("^a", "aaa", ["a"]), ("\\b", "ab c", ["", "", "", ""]), ("x", "abc", [])])
    func all(pattern: String, text: String, expected: [Substring]) throws {
        #expect(try Pattern(pattern).matches(in: text).map(\.text) == expected)
        #expect(try Pattern(pattern).matches(in: text, limit: 1).count == min(1, expected.count))
    }

    @Test("gives named groups by name")
    func names() throws {
        let pattern = try Pattern("(?<year>\\d{4})-(?<month>\\d\\d)(-(?<day>\\d\\d))?")
        let match = try #require(pattern.firstMatch(in: "on 2024-05."))
        #expect(match["year"] == "2024" && match["month"] == "05" && match["day"] == nil && match["hour"] == nil)
        #expect(pattern.groupCount == 4 && pattern.groupNames == ["year", "month", nil, "day"])
    }
}
