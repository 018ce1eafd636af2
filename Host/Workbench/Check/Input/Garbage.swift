import PatchbayJSON

/// Documents that no host sends. A plugin need not understand them, only survive them.
enum Garbage {
    /// Whole documents, whatever the operation.
    static let documents: [(what: String, document: [UInt8])] = [
        ("nothing", []),
        ("null", Array("null".utf8)),
        ("a list", Array("[]".utf8)),
        ("a number", Array("-1e400".utf8)),
        ("no members", Array("{}".utf8)),
        ("a document that ends early", Array(#"{"action":"x","input":{"a"#.utf8)),
        ("two documents", Array("{}{}".utf8)),
        ("broken UTF-8", Array(#"{"action":""#.utf8) + [0xC3, 0x28, 0xFF, 0xFE] + Array(#""}"#.utf8)),
        ("zero bytes", [UInt8](repeating: 0, count: 64)),
        ("a lone surrogate", Array(#"{"action":"\ud800","input":{}}"#.utf8)),
        ("a hundred thousand brackets", [UInt8](repeating: UInt8(ascii: "["), count: 100_000)),
        ("nested objects", nested(20_000)),
    ]

    /// Members in place of those of a good document; each value is JSON.
    static func documents(around call: CallCase) -> [(what: String, document: [UInt8])] {
        let names = call.members.keys + (call.input == nil ? [] : ["input"])
        let wrong: [(String, JSON)] = [("null", .null), ("a list", [[]]), ("a number", 1e300), ("a text", "\u{0}\u{FFFF}"), ("true", true)]
        return names.flatMap { name in
            wrong.map { what, value in ("\(name) = \(what)", replacing(name, value, call)) } + [("no \(name)", replacing(name, nil, call))]
        }
    }

    /// Inputs that do not fit the form: each field missing, and of every wrong type; and a huge one.
    static func inputs(of call: CallCase) -> [(what: String, input: JSON)] {
        guard let members = call.input?.object else { return [] }
        let wrong: [(String, JSON)] = [("null", .null), ("a number", -1), ("a list", [1]), ("an object", ["a": [:]]), ("a text", "\u{0}"), ("true", true)]
        let fields = members.keys.flatMap { name -> [(String, JSON)] in
            var without = members
            without[name] = nil
            return [("no \(name)", .object(without))] + wrong.map { what, value in
                var changed = members
                changed[name] = value
                return ("\(name) = \(what)", .object(changed))
            }
        }
        var huge = members
        huge["unheard_of"] = .string(String(repeating: "x", count: 4 << 20))
        return fields + [("4 MB in a field that does not exist", .object(huge))]
    }

    private static func replacing(_ name: String, _ value: JSON?, _ call: CallCase) -> [UInt8] {
        var members = call.members
        members["input"] = call.input
        members[name] = value
        return JSON.object(members).bytes()
    }

    private static func nested(_ depth: Int) -> [UInt8] {
        Array(#"{"input":"#.utf8) + Array(String(repeating: #"{"a":"#, count: depth).utf8) + Array("1".utf8)
            + [UInt8](repeating: UInt8(ascii: "}"), count: depth + 1)
    }
}
