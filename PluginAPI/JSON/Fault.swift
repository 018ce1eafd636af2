/// A `JSONError` before its line and column are known; cheap to throw from deep inside.
struct Fault: Error {
    /// What the grammar allows at a place.
    enum Expectation: String {
        case value = "a value"
        case key = "a key in double quotes"
        case keyOrEnd = "a key in double quotes or ‘}’"
        case colon = "‘:’"
        case commaOrEndOfArray = "‘,’ or ‘]’"
        case commaOrEndOfObject = "‘,’ or ‘}’"
        case valueOrEnd = "a value or ‘]’"
        case endOfDocument = "nothing more"
        case digit = "a digit"
        case noDigit = "no digit after a leading zero"
        case endOfString = "‘\"’"
        case escape = "one of \" \\ / b f n r t u after ‘\\’"
        case hexDigit = "four hexadecimal digits after ‘\\u’"
        case lowSurrogate = "the second half of a surrogate pair"
    }

    let code: JSONError.Code
    let offset: Int
    var expected: Expectation?
    /// The limit that was passed, for `tooDeep`, `tooManyValues` and `tooLarge`.
    var limit = 0

    func reason(found: UInt8?) -> String {
        switch code {
        case .controlCharacter: "a control character inside a string must be written as an escape"
        case .invalidUTF8: "the bytes are not valid UTF-8"
        case .loneSurrogate: "an escaped surrogate stands alone, so the string is not Unicode"
        case .tooDeep: "arrays and objects nest deeper than \(limit) levels"
        case .tooManyValues: "the document holds more than \(limit) values"
        case .tooLarge: "is longer than \(limit) bytes"
        case .unexpectedEnd: "the document ends where \(expectation) was expected"
        default: "expected \(expectation), found \(Self.name(found))"
        }
    }

    private var expectation: String { (expected ?? .value).rawValue }

    private static func name(_ byte: UInt8?) -> String {
        switch byte {
        case nil: "the end of the document"
        case let byte? where (0x21...0x7E).contains(byte): "‘\(Character(UnicodeScalar(byte)))’"
        case 0x20: "a space"
        case let byte?: "the byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
