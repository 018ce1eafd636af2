import PatchbayJSON
import Testing

@Suite("Parsing")
struct ParsingTests {
    @Test("reads every kind of value")
    func kinds() throws {
        let value = try JSON.parse(#" {"a":[null,true,false,-12,"x"],"b":{"c":1.50}} "#)
        #expect(value == ["a": [nil, true, false, -12, "x"], "b": ["c": 1.5]])
        #expect(value["b"]?["c"]?.number?.text == "1.50")
    }

    @Test("reads strings of every length around the eight-byte steps of the scanner", arguments: 0..<40)
    func stringLengths(length: Int) throws {
        let plain = String(repeating: "x", count: length)
        #expect(try JSON.parse("\"\(plain)\"") == .string(plain))
        #expect(try JSON.parse("\"\(plain)é\"") == .string(plain + "é"))
        #expect(try JSON.parse("\"\(plain)\\n\(plain)\"") == .string(plain + "\n" + plain))
        #expect(throws: JSONError.self) { try JSON.parse("\"\(plain)") }
        #expect(throws: JSONError.self) { try JSON.parse("\"\(plain)\u{1}\"") }
    }

    @Test("the last of two equal keys wins and keeps the place of the first")
    func duplicateKeys() throws {
        let value = try JSON.parse(#"{"a":1,"b":2,"a":3}"#)
        #expect(value.text() == #"{"a":3,"b":2}"#)
    }

    @Test("keys that only Unicode normalisation makes equal are two keys")
    func normalisation() throws {
        let value = try JSON.parse("{\"\u{e9}\":1,\"e\u{301}\":2}")
        #expect(value.object?.count == 2)
        #expect(value["\u{e9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(JSON.string("\u{e9}") != JSON.string("e\u{301}"))
    }

    @Test(
        "an error says where and what",
        arguments: [
            ("", JSONError.Code.unexpectedEnd, 0, 1, 1, "the document ends where a value was expected"),
            ("[1,\n  x]", .unexpectedByte, 6, 2, 3, "expected a value, found ‘x’"),
            ("{\"é\" 1}", .unexpectedByte, 6, 1, 6, "expected ‘:’, found ‘1’"),
            ("{\"a\":1,}", .unexpectedByte, 7, 1, 8, "expected a key in double quotes, found ‘}’"),
            ("[1 2]", .unexpectedByte, 3, 1, 4, "expected ‘,’ or ‘]’, found ‘2’"),
            ("[1", .unexpectedEnd, 2, 1, 3, "the document ends where ‘,’ or ‘]’ was expected"),
            ("01", .invalidNumber, 1, 1, 2, "expected no digit after a leading zero, found ‘1’"),
            ("[1.]", .invalidNumber, 3, 1, 4, "expected a digit, found ‘]’"),
            ("\"\\x\"", .invalidEscape, 2, 1, 3, "expected one of \" \\ / b f n r t u after ‘\\’, found ‘x’"),
            ("\"\\ud800\"", .loneSurrogate, 1, 1, 2, "an escaped surrogate stands alone, so the string is not Unicode"),
            ("\"a\tb\"", .controlCharacter, 2, 1, 3, "a control character inside a string must be written as an escape"),
            ("{} {}", .trailingContent, 3, 1, 4, "expected nothing more, found ‘{’"),
            ("tru", .unexpectedEnd, 3, 1, 4, "the document ends where a value was expected"),
            ("\u{feff}1", .unexpectedByte, 0, 1, 1, "expected a value, found the byte 0xEF"),
        ]
    )
    func errors(document: String, code: JSONError.Code, offset: Int, line: Int, column: Int, reason: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON.parse(document) }
        #expect(error.code == code)
        #expect(error.offset == offset)
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(error.reason == reason)
        #expect(throws: error) { try JSON.validate(Array(document.utf8)) }
    }

    @Test(
        "bytes that are not UTF-8 are refused where they stand",
        arguments: [
            [0xC0, 0xAF], [0xC1, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9D, 0x84], [0xC3, 0x28],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) throws {
        for padding in 0..<10 {
            let document = [UInt8(ascii: "\"")] + Array(repeating: UInt8(ascii: "a"), count: padding) + bytes + [UInt8(ascii: "\"")]
            let error = try #require(throws: JSONError.self) { try JSON.parse(document) }
            #expect(error.code == .invalidUTF8)
            #expect(error.offset == 1 + padding)
        }
    }

    @Test("slices, spans and strings read alike")
    func sources() throws {
        let bytes = Array("x[1,2]x".utf8)
        #expect(try JSON.parse(bytes[1..<6]) == [1, 2])
        #expect(try JSON.parse("[1,2]") == [1, 2])
        #expect(try unsafe bytes.withUnsafeBytes { bytes in try unsafe JSON.parse(UnsafeRawBufferPointer(rebasing: bytes[1..<6])) } == [1, 2])
    }
}
