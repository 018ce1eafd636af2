/// A regular expression that matches in time linear in the text, whatever the expression and whoever wrote either.
///
/// The syntax is that of ECMA-262 with the `u` flag, less what cannot be matched in linear time: there are no back-references
/// and no look-around; the initialiser refuses them with a sentence. Beyond ECMA-262 it knows `(?i)`, `(?m)`, `(?s)`, `(?i:…)`,
/// `(?P<name>…)`, `\A` and `\z`. The unit is the Unicode scalar; `\d`, `\w` and `\b` are ASCII as in ECMA-262, `\p{L}` and the
/// other general categories are Unicode. Of several matches that start at one place the one that a backtracking matcher would
/// find first is taken: earlier alternatives before later ones, greedy quantifiers before lazy ones.
public struct Pattern: Sendable {
    public struct Options: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `i`: letters match in either case, by simple case folding.
        public static let caseInsensitive = Options(rawValue: 1)
        /// `m`: `^` and `$` match at line ends too.
        public static let multiline = Options(rawValue: 2)
        /// `s`: `.` matches line ends too.
        public static let dotAll = Options(rawValue: 4)
    }

    /// What the pattern was made from.
    public let source: String
    let program: Program

    /// Throws where `source` is malformed, asks for what cannot be matched in linear time, or is too large: groups nest to 100
    /// levels, a quantifier counts to 1,000, and the expression, its counted parts written out, has at most 10,000 steps.
    public init(_ source: String, options: Options = []) throws(PatternError) {
        self.source = source
        var parser = PatternParser(source, options: options)
        let node = try parser.pattern()
        var compiler = Compiler(groupNames: parser.groupNames)
        try compiler.compile(node)
        program = compiler.program
    }

    /// How many groups there are, the whole match not counted.
    public var groupCount: Int { program.groupNames.count }

    /// The groups' names in order, nil for those without.
    public var groupNames: [String?] { program.groupNames }
}

extension Pattern: Hashable {
    public static func == (left: Pattern, right: Pattern) -> Bool { left.program == right.program && left.source == right.source }

    public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

extension Pattern: CustomStringConvertible {
    public var description: String { source }
}
