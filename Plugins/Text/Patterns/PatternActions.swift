import PatchbayJSON
import PatchbayPattern
import PluginKit

/// A regular expression and a text. The text is bounded since finding all matches may take time in the square of its length.
struct Search: Form {
    let text: String
    let pattern: String
    let ignoresCase: Bool

    init(_ field: inout Fields) throws {
        text = try field("text", "Text", .multiline, .length(0...200_000))
        pattern = try field("pattern", "Regular expression", .code("regex"), .length(1...2000))
        ignoresCase = try field("ignore_case", "Upper and lower case alike", .default(false))
    }

    func compiled() throws -> Pattern {
        guard text.unicodeScalars.count <= 200_000 else {
            throw CallError.invalidInput("The text has more than 200,000 characters.", field: "text")
        }
        do {
            return try Pattern(pattern, options: ignoresCase ? .caseInsensitive : [])
        } catch {
            throw CallError.invalidInput("\(error)", field: "pattern")
        }
    }
}

struct Replacement: Form {
    let search: Search
    let replacement: String

    init(_ field: inout Fields) throws {
        search = try Search(&field)
        replacement = try field("replacement", "Replacement", .help("$1 or ${name} for a group, $0 for the match, $$ for a dollar."))
    }
}

extension Text {
    @Listing<Action> var patternActions: [Action] {
        Action(
            "regex_match", "Match a regular expression", .description("Says whether and where a text matches."),
            .readOnly, .idempotent, .withoutConnection,
            .output(Field("matches", "Matches", .boolean), Field("match", "Match", .json, .optional)),
            .sample(input: ["text": "order 42", "pattern": "order (?<number>[0-9]+)"]),
            .sample(output: ["matches": true, "match": ["text": "order 42", "groups": ["42"], "named": ["number": "42"]]])
        ) { (search: Search, _) in
            let pattern = try search.compiled()
            let match = pattern.firstMatch(in: search.text)
            return .members(["matches": match != nil, "match": match.map { json($0, pattern) }])
        }
        Action(
            "regex_extract", "Extract with a regular expression", .description("Gives all matches, 10,000 at most."),
            .readOnly, .idempotent, .withoutConnection,
            .output(Field("matches", "Matches", .json)),
            .sample(input: ["text": "a1 b2", "pattern": "[0-9]"]),
            .sample(output: ["matches": [["text": "1", "groups": [], "named": [:]], ["text": "2", "groups": [], "named": [:]]]])
        ) { (search: Search, _) in
            let pattern = try search.compiled()
            return ["matches": .array(pattern.matches(in: search.text, limit: 10_000).map { json($0, pattern) })]
        }
        Action(
            "regex_replace", "Replace with a regular expression", .description("Replaces all matches."),
            .readOnly, .idempotent, .withoutConnection,
            .output(Field("text", "Text")),
            .sample(input: ["text": "2026-11-21", "pattern": "(\\d+)-(\\d+)-(\\d+)", "replacement": "$3.$2.$1"]),
            .sample(output: ["text": "21.11.2026"])
        ) { (input: Replacement, _) in
            let pattern = try input.search.compiled()
            do {
                return ["text": .string(try pattern.replacing(in: input.search.text, with: input.replacement))]
            } catch {
                throw CallError.invalidInput("\(error)", field: "replacement")
            }
        }
    }
}

/// The match, its groups in order with null for those that took no part, and the named ones by name.
private func json(_ match: Match, _ pattern: Pattern) -> JSON {
    let groups = match.groups.map { group in group.map { JSON.string(String($0)) } ?? .null }
    let named = zip(pattern.groupNames, groups).compactMap { name, group in name.map { ($0, group) } }
    return ["text": .string(String(match.text)), "groups": .array(groups), "named": .object(JSONObject(named))]
}
