import PatchbayJSON
import PluginKit
import PluginKitTesting
import Testing

struct MarkdownTests {
    let text: TestPlugin

    init() throws {
        text = try TestPlugin(connector: "Text")
    }

    private func html(_ markdown: String) async -> String? {
        await text.outcome("markdown_to_html", ["text": .string(markdown)])?["html"]?.string
    }

    /// Examples of the CommonMark specification 0.31.2 that need neither raw HTML nor link references.
    @Test(arguments: [
        ("# foo", "<h1>foo</h1>\n"), ("## foo ##", "<h2>foo</h2>\n"), ("Foo\n---", "<h2>Foo</h2>\n"), ("#hashtag", "<p>#hashtag</p>\n"),
        ("***", "<hr />\n"), ("    code", "<pre><code>code\n</code></pre>\n"),
        ("```ruby\nx < y\n```", "<pre><code class=\"language-ruby\">x &lt; y\n</code></pre>\n"),
        ("aaa\n\nbbb", "<p>aaa</p>\n<p>bbb</p>\n"), ("foo  \nbar", "<p>foo<br />\nbar</p>\n"), ("foo\\\nbar", "<p>foo<br />\nbar</p>\n"),
        ("> # Foo\n> bar\nbaz", "<blockquote>\n<h1>Foo</h1>\n<p>bar\nbaz</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"), ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"), ("- a\n+ b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>\n"),
        ("*foo bar*", "<p><em>foo bar</em></p>\n"), ("**foo bar**", "<p><strong>foo bar</strong></p>\n"),
        ("a * foo bar*", "<p>a * foo bar*</p>\n"), ("foo_bar_baz", "<p>foo_bar_baz</p>\n"),
        ("*foo**bar**baz*", "<p><em>foo<strong>bar</strong>baz</em></p>\n"), ("***foo***", "<p><em><strong>foo</strong></em></p>\n"),
        ("**foo*", "<p>*<em>foo</em></p>\n"), ("*foo**bar*", "<p><em>foo**bar</em></p>\n"),
        ("`` foo ` bar ``", "<p><code>foo ` bar</code></p>\n"), ("*foo`*`", "<p>*foo<code>*</code></p>\n"),
        ("[link](/uri \"title\")", "<p><a href=\"/uri\" title=\"title\">link</a></p>\n"), ("[a](<b c>)", "<p><a href=\"b%20c\">a</a></p>\n"),
        ("[link](foo(and(bar)))", "<p><a href=\"foo(and(bar))\">link</a></p>\n"), ("[link](/my uri)", "<p>[link](/my uri)</p>\n"),
        ("[a *b*](c)", "<p><a href=\"c\">a <em>b</em></a></p>\n"), ("[foo [bar](/uri)](/uri)", "<p>[foo <a href=\"/uri\">bar</a>](/uri)</p>\n"),
        ("![foo *bar*](train.jpg)", "<p><img src=\"train.jpg\" alt=\"foo bar\" /></p>\n"),
        ("<https://foo.bar>", "<p><a href=\"https://foo.bar\">https://foo.bar</a></p>\n"),
        ("<foo@bar.example>", "<p><a href=\"mailto:foo@bar.example\">foo@bar.example</a></p>\n"),
        ("\\*not emphasis\\*", "<p>*not emphasis*</p>\n"), ("&copy; & &#35; &unfinished", "<p>&copy; &amp; &#35; &amp;unfinished</p>\n"),
    ])
    func `CommonMark is read as its specification says`(markdown: String, expected: String) async {
        #expect(await html(markdown) == expected)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))",
        "[a](java\tscript:alert(1))", "[a](<java\tscript:alert(1)>)", "<javascript:alert(1)>", "![a](data:text/html;base64,PHN2Zz4=)",
        "[a](vbscript:x)", "[a](x \"\\\" onclick=\\\"alert(1)\")", "```\" onclick=\"x\n```", "`<script>`", "[a](&#106;avascript:alert(1))",
        "![\" onerror=\"alert(1)](x)", "[a](\u{1}javascript:alert(1))", "<a\nhref=x>", "[<b>](x)",
    ])
    func `No tag, attribute or unsafe link of the writer's gets through`(markdown: String) async throws {
        let html = try #require(await html(markdown))
        let links = ["href=\"", "src=\""].flatMap { attribute in
            html.split(separator: attribute, omittingEmptySubsequences: false).dropFirst().map { $0.prefix { $0 != "\"" }.lowercased() }
        }
        for link in links { #expect(!["javascript:", "vbscript:", "data:"].contains { link.contains($0) && !link.hasPrefix("&amp;#") }) }
        let tags = html.split(separator: "<", omittingEmptySubsequences: false).dropFirst().map { $0.prefix { $0 != ">" } }
        for tag in tags {
            let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
            #expect(["p", "a", "img", "code", "pre", "em", "strong"].contains(name), "\(tag)")
            // What stands outside quotes are the names of attributes.
            let names = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }
            #expect(!names.contains { $0.element.contains(" on") }, "\(tag)")
        }
    }
}
