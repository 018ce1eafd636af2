import PatchbayPattern
import Testing

@Suite("Replacing")
struct ReplacingTests {
    @Test(
        "fills the template for each match",
        arguments: [
            ("b", "abcb", "X", "aXcX"), ("(\\w)(\\d)", "a1 b2", "$2$1", "1a 2b"), ("(?<x>a)", "banana", "<${x}>", "b<a>n<a>n<a>"), ("a", "a", "$$1 $0 $&", "$1 a a"),
            ("", "ab", "-", "-a-b-"), ("x*", "é", "-", "-é-"), ("(a)|(b)", "ab", "[$1$2]", "[a][b]"), ("(a)", "a", "$12", "a2"), ("(a)", "a", "${1}2", "a2"), ("z", "abc", "$0", "abc"),
            ("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)", "abcdefghij", "$10", "j"),
        ]
    )
    func template(pattern: String, text: String, template: String, expected: String) throws {
        #expect(try Pattern(pattern).replacing(in: text, with: template) == expected)
    }

    @Test("refuses what the template cannot mean", arguments: ["$", "$x", "$2", "${y}", "${x", "${}", "${9}"])
    func refusals(template: String) throws {
        let pattern = try Pattern("(?<x>a)")
        #expect(throws: PatternError.self) { try pattern.replacing(in: "a", with: template) }
    }
}
