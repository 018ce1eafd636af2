extension SecretEncoding {
    /// A character reference of HTML (13.5 of its standard): decimal, hexadecimal, or one of the five names that XML has too.
    static func reference(_ input: [UInt8], _ index: Int) -> Character {
        let name = input[(index + 1)...].prefix(longestReference).prefix { $0 != UInt8(ascii: ";") }
        guard name.endIndex < input.count else { return .partial }
        guard input[name.endIndex] == UInt8(ascii: ";"), let scalar = scalar(named: String(decoding: name, as: UTF8.self)) else {
            return .byte(input[index], length: 1)
        }
        let length = name.count + 2
        return scalar.isASCII ? .byte(UInt8(scalar.value), length: length) : .scalar(scalar, length: length)
    }

    /// `#x0010FFFF`, with leading zeros that some write.
    private static let longestReference = 10

    private static func scalar(named name: String) -> Unicode.Scalar? {
        if name.hasPrefix("#x") || name.hasPrefix("#X") { return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init) }
        if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
        return names[name]
    }

    private static let names: [String: Unicode.Scalar] = ["amp": "&", "apos": "'", "gt": ">", "lt": "<", "quot": "\""]
}
