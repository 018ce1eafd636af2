import PatchbayPattern
import Testing

@Suite("Refused patterns")
struct RefusalTests {
    @Test(
        "are told where and why",
        arguments: [
            ("a(b", 1, "this ‘(’ is never closed"), ("a)", 1, "this ‘)’ closes nothing; write \\) for the character"), ("[a", 0, "this ‘[’ is never closed"), ("(?:a", 0, "this ‘(’ is never closed"),
            ("*a", 0, "there is nothing before ‘*’ to repeat; write \\* for the character"), ("a|+", 2, "there is nothing before ‘+’ to repeat; write \\+ for the character"), ("{2}", 0, "there is nothing before this quantifier to repeat"),
            ("a**", 2, "a quantifier cannot be quantified; possessive quantifiers do not exist"), ("a++", 2, "a quantifier cannot be quantified; possessive quantifiers do not exist"), ("^*", 1, "an anchor cannot be repeated"), ("\\b+", 2, "an anchor cannot be repeated"),
            ("a{3,2}", 1, "the counts of a quantifier are the wrong way round"), ("a{1001}", 1, "a quantifier counts to 1000 at most"), ("a{99999999999999999999}", 1, "a quantifier counts to 1000 at most"),
            ("a\\", 2, "the pattern ends after a backslash"), ("\\a", 1, "\\a is no escape"), ("\\é", 1, "\\é is no escape"), ("\\x4", 3, "2 hexadecimal digits must stand here"), ("\\u{110000}", 1, "there is no such Unicode scalar"), ("\\ud800", 1, "there is no such Unicode scalar"),
            ("\\p{Greek}", 2, "there is no property ‘Greek’; general categories such as L, Lu or Nd are, and Alphabetic, Lowercase, Uppercase, White_Space, Emoji"),
            ("[b-a]", 1, "the ends of the range ‘b-a’ are the wrong way round"), ("[\\d-a]", 1, "a range runs from one character to another, not from or to a class"), ("[[:alpha:]]", 1, "POSIX classes such as [:alpha:] are not supported; write \\p{Alphabetic}, or \\[ for the character"),
            ("(a)\\1", 4, "back-references are not supported, for they cannot be matched in linear time"), ("(?<x>a)\\k<x>", 8, "back-references are not supported, for they cannot be matched in linear time"), ("(?P<x>a)(?P=x)", 8, "back-references are not supported, for they cannot be matched in linear time"),
            ("a(?=b)", 1, "look-around is not supported, for it cannot be matched in linear time"), ("(?!b)", 0, "look-around is not supported, for it cannot be matched in linear time"), ("(?<=b)", 0, "look-around is not supported, for it cannot be matched in linear time"), ("(?<!b)", 0, "look-around is not supported, for it cannot be matched in linear time"),
            ("(?x)a", 2, "‘(?x’ means nothing here; the flags are i, m and s"), ("(?<1>a)", 3, "a group's name consists of letters, digits and ‘_’ and does not start with a digit"), ("(?<>a)", 3, "the name of the group is empty"), ("(?<x>a)(?<x>b)", 10, "there is a group named ‘x’ already"),
            ("(a{1000}){1000}", 0, "its counted parts, written out, are more than 10000 steps; count less"), ("(((((?:){1000}){1000}){1000}){1000}){1000}", 8, "there is nothing here to repeat"),
        ]
    )
    func sentences(pattern: String, position: Int, reason: String) throws {
        let error = try #require(throws: PatternError.self) { try Pattern(pattern) }
        #expect(error.position == position)
        #expect(error.reason == reason)
    }

    @Test("stay small in every way: depth, groups, counted nothings")
    func limits() throws {
        _ = try Pattern(String(repeating: "(?:", count: 100) + "a" + String(repeating: ")", count: 100))
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(?:", count: 101) + "a" + String(repeating: ")", count: 101)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 1_000_000)) }
        _ = try Pattern(String(repeating: "(a)", count: 100))
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "(a)", count: 101)) }
        #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 10_000)) }
        #expect(throws: PatternError.self) { try Pattern("((((a{0}){1000}){1000}){1000}){1000}") }
    }
}
