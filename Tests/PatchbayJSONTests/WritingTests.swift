import PatchbayJSON
import Testing

@Suite("Writing")
struct WritingTests {
    @Test(
        "escapes what it must and nothing else",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\u{8}\t\n\u{c}\r", #""\b\t\n\f\r""#),
            ("\u{0}\u{1}\u{1f}\u{7f}", "\"\\u0000\\u0001\\u001f\u{7f}\""), ("é€𝄞\u{2028}", "\"é€𝄞\u{2028}\""), ("exactly8", "\"exactly8\""), ("1234567\"", #""1234567\"""#),
            (String(repeating: "\u{1}", count: 20), "\"" + String(repeating: "\\u0001", count: 20) + "\""),
        ]
    )
    func strings(text: String, written: String) {
        #expect(JSON.string(text).text() == written)
    }

    @Test("writes whole numbers at every length", arguments: [0, 1, -1, 9, 10, 99, 100, -100, 999_999_999, 1_000_000_000, 999_999_999_999_999_999, 1_000_000_000_000_000_000, .max, .min] as [Int64])
    func integers(value: Int64) {
        #expect(JSON.number(JSONNumber(value)).text() == String(value))
    }

    @Test("appends to bytes that are there")
    func append() {
        var bytes = Array("x=".utf8)
        (["a": [1, nil]] as JSON).write(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == #"x={"a":[1,null]}"#)
    }

    @Test("puts commas and colons where they belong, around embedded documents too")
    func pieces() {
        var writer = JSONWriter(capacity: 0)
        writer.object { writer in
            writer.member("a", raw: Array(#"{"x": [1, 2]}"#.utf8))
            writer.member("b", 1.5)
            writer.key("c")
            writer.array { writer in
                writer.integer(1)
                writer.raw(Array("2".utf8))
                writer.object { _ in }
                writer.array { _ in }
                writer.bool(true)
                writer.null()
                writer.string("s")
                writer.value(["k": "v"])
            }
            writer.member("d", "text")
        }
        #expect(writer.text() == #"{"a":{"x": [1, 2]},"b":1.5,"c":[1,2,{},[],true,null,"s",{"k":"v"}],"d":"text"}"#)
    }

    @Test("grows over any size")
    func growth() throws {
        let value = JSON.array((0..<5000).map { ["index": .number(JSONNumber($0)), "text": .string(String(repeating: "é\n", count: $0 % 50))] })
        #expect(try JSON.parse(value.bytes()) == value)
    }

    @Test("indents for people")
    func pretty() throws {
        let value: JSON = ["a": [1, ["b": nil]], "empty": [:], "none": []]
        #expect(
            value.prettyText() == """
                {
                  "a": [
                    1,
                    {
                      "b": null
                    }
                  ],
                  "empty": {},
                  "none": []
                }
                """
        )
        #expect(try JSON.parse(value.prettyText()) == value)
    }
}
