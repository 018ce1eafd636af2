import PatchbayJSON

/// Words by which texts of one call are told from those of another: `qmark7q`.
enum Mark {
    private static let head = Array("qmark".utf8)

    /// A value with the mark at the end of each of its texts.
    static func on(_ value: JSON, _ number: Int) -> JSON {
        switch value {
        case .string(let text): return .string("\(text)qmark\(number)q")
        case .array(let elements): return .array(elements.map { on($0, number) })
        case .object(let members): return .object(JSONObject(members.map { ($0.key, on($0.value, number)) }))
        case .null, .bool, .number: return value
        }
    }

    /// The numbers of all marks in a document.
    static func numbers(in document: [UInt8]) -> [Int] {
        var numbers: [Int] = []
        var rest = document[...]
        while let start = rest.firstRange(of: head)?.upperBound {
            let digits = rest[start...].prefix { (0x30...0x39).contains($0) }
            if let number = Int(String(decoding: digits, as: UTF8.self)), rest[digits.endIndex...].first == UInt8(ascii: "q") { numbers.append(number) }
            rest = rest[digits.endIndex...]
        }
        return numbers
    }
}
