import Egress
import Testing

@Suite("URLs")
struct WebURLTests {
    @Test("What two readers could read differently is refused", arguments: [
        // Credentials, and the confusions built on them.
        "https://user@example.com/", "https://user:pass@example.com/", "https://example.com@evil.example/", "https://@example.com/",
        "https://example.com:443@evil.example/", "https://example.com%40evil.example/", "https://evil.example\\@example.com/",
        "https://example.com\\.evil.example/", "https://example.com#@evil.example:80@x/".replacing("#", with: ""),
        // Addresses in other clothes.
        "http://2130706433/", "http://017700000001/", "http://0177.0.0.1/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/",
        "http://127.1/", "http://127.0.1/", "http://0/", "http://127.0.0.1.1/", "http://256.0.0.1/", "http://127.0.0.01/", "http://1.2.3.0x4/",
        "http://a.0x1/", "http://127.0.0.1%00/", "http://127.0.0.1%2e/", "http://127。0。0。1/", "http://①②⑦.0.0.1/", "http://0x/",
        "http://[::1", "http://::1/", "http://[::1%25lo]/", "http://[::1%lo]/", "http://[1::2::3]/", "http://[127.0.0.1]/", "http://[::127.1]/",
        "http://[1:2:3:4:5:6:7]/", "http://[1:2:3:4:5:6:7:8:9]/", "http://[12345::]/", "http://[::1]x/", "http://[]/",
        // Hosts.
        "https:///path", "https://", "https://.example.com/", "https://example..com/", "https://example.com../", "https://exa mple.com/",
        "https://-example.com/", "https://exämple.com/", "https://example.com%2f.evil.example/", "https://ex*mple.com/", "https://./",
        // Schemes and forms.
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)", "dict://example.com/", "HTTPS//example.com",
        "//example.com/", "/path", "example.com", "", "https:example.com", "https:/example.com/", "https:\\\\example.com\\", " https://example.com/",
        "ht\ttps://example.com/", "data:text/plain,x",
        // Ports.
        "https://example.com:/", "https://example.com:0/", "https://example.com:65536/", "https://example.com:080/", "https://example.com:+80/",
        "https://example.com:8a/", "https://example.com:80:80/", "https://example.com:99999999999999999999/",
        // Control characters.
        "https://example.com/\r\nX: y", "https://example.com/\u{0}", "https://exa\nmple.com/", "https://example.com/\u{7f}", "\u{1}https://example.com/",
    ])
    func refused(text: String) {
        #expect(throws: WebURLError.self) { try WebURL(text) }
    }

    @Test("What is accepted has one normal form", arguments: [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("https://example.com./a", "https://example.com/a"),
        ("https://example.com:443/", "https://example.com/"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("http://127.0.0.1.:80/x", "http://127.0.0.1/x"),
        ("http://[0:0:0:0:0:0:0:1]:8080/", "http://[::1]:8080/"),
        ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/a/%2e%2E/b/.%2e", "https://example.com/"),
        ("https://example.com/../../x", "https://example.com/x"),
        ("https://example.com/a/..", "https://example.com/"),
        ("https://example.com/a//b/", "https://example.com/a//b/"),
        ("https://example.com?a=b#c", "https://example.com/?a=b"),
        ("https://example.com#@evil.example/", "https://example.com/"),
        ("https://example.com/a b\"c<d>é", "https://example.com/a%20b%22c%3Cd%3E%C3%A9"),
        ("https://example.com/?q=a b'\\é&x={y}", "https://example.com/?q=a%20b%27%5C%C3%A9&x={y}"),
        ("https://example.com/100%/%zz", "https://example.com/100%/%zz"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://a_b.example/", "https://a_b.example/"),
    ])
    func normalised(text: String, normal: String) throws {
        let url = try WebURL(text)
        #expect(url.text == normal)
        #expect(try WebURL(url.text) == url)
        #expect(CurlReader.parts(of: url.text) == CurlReader.Parts(url), "libcurl must read the same parts out of it")
    }

    @Test("A redirect's target is resolved against the URL it came from", arguments: [
        ("/x?y#z", "https://a.example/x?y"),
        ("x", "https://a.example/b/x"),
        ("../x", "https://a.example/x"),
        ("?q", "https://a.example/b/c?q"),
        ("", "https://a.example/b/c?d"),
        ("#f", "https://a.example/b/c?d"),
        ("//b.example:8443/x", "https://b.example:8443/x"),
        ("http://b.example", "http://b.example/"),
        ("./a:b", "https://a.example/b/a:b"),
    ])
    func reference(location: String, target: String) throws {
        #expect(try WebURL("https://a.example/b/c?d").resolving(location).text == target)
    }

    @Test("A redirect cannot leave the schemes or smuggle", arguments: [
        "file:///etc/passwd", "ftp://a.example/", "https:x", "//user@a.example/", "/\\evil.example/", "\\\\evil.example\\", "/a\r\nX: y", "javascript:x",
        "//0x7f.1/",
    ])
    func refusedReference(location: String) throws {
        let base = try WebURL("https://a.example/b/c?d")
        #expect(throws: WebURLError.self) { try base.resolving(location) }
    }
}
