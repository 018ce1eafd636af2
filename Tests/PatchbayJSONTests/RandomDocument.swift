import PatchbayJSON

extension JSON {
    /// A value of every kind and shape, at most `depth` levels deep.
    static func random(depth: Int, using generator: inout some RandomNumberGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .number(JSONNumber(Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0..<63, using: &generator)))
        case 3: return .number(JSONNumber(randomNumberText(using: &generator)) ?? 0)
        case 4, 5: return .string(randomString(using: &generator))
        case 6: return .array((0..<randomCount(using: &generator)).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<randomCount(using: &generator) { object[randomString(using: &generator)] = random(depth: depth - 1, using: &generator) }
            return .object(object)
        }
    }

    private static func randomCount(using generator: inout some RandomNumberGenerator) -> Int {
        Int.random(in: 0..<10, using: &generator) == 0 ? Int.random(in: 0..<40, using: &generator) : Int.random(in: 0..<5, using: &generator)
    }

    private static func randomNumberText(using generator: inout some RandomNumberGenerator) -> String {
        func digits(_ count: Int) -> String { (0..<count).reduce(into: "") { text, _ in text += String(Int.random(in: 0...9, using: &generator)) } }
        let sign = Bool.random(using: &generator) ? "-" : ""
        let whole = Bool.random(using: &generator) ? "0" : "7" + digits(.random(in: 0..<30, using: &generator))
        let fraction = Bool.random(using: &generator) ? "." + digits(.random(in: 1..<20, using: &generator)) : ""
        let exponent = Bool.random(using: &generator) ? "eE".randomElement(using: &generator).map(String.init)! + ["", "+", "-"].randomElement(using: &generator)! + digits(.random(in: 1..<4, using: &generator)) : ""
        return sign + whole + fraction + exponent
    }

    private static func randomString(using generator: inout some RandomNumberGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<24, using: &generator) {
            let range: ClosedRange<UInt32> = [0x20...0x7E, 0x20...0x7E, 0x20...0x7E, 0...0x1F, 0x80...0x7FF, 0x800...0xFFFF, 0x10000...0x10FFFF].randomElement(using: &generator)!
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
