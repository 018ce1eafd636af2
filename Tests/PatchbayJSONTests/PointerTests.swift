import PatchbayJSON
import Testing

@Suite("JSON pointers")
struct PointerTests {
    /// The document and answers of RFC 6901, section 5.
    private static let document: JSON = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
    ]

    @Test(
        "find what RFC 6901 says they find",
        arguments: [
            ("", document), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3), ("/g|h", 4), ("/i\\j", 5),
            ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
        ] as [(String, JSON)]
    )
    func finds(pointer: String, value: JSON) throws {
        #expect(Self.document[pointer: pointer] == value)
        #expect(try #require(JSONPointer(pointer)).description == pointer)
    }

    @Test("find nothing where there is nothing", arguments: ["foo", "/bar", "/foo/2", "/foo/-", "/foo/01", "/foo/+1", "/foo/-1", "/foo/0/x", "/m~n", "/m~2n", "/foo~"])
    func findsNothing(pointer: String) {
        #expect(Self.document[pointer: pointer] == nil)
    }

    @Test("are built token by token, escaped when written")
    func building() {
        let pointer = JSONPointer().appending("a/b").appending(3).appending("m~n")
        #expect(pointer.description == "/a~1b/3/m~0n")
    }
}
