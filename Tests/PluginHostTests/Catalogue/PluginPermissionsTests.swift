import PatchbayJSON
import PluginHost
import Testing

@Suite("What a manifest asks for beyond another")
struct PluginPermissionsTests {
    @Test("is every line, method and receiver that the other did not have", arguments: [
        Change("the same", [#""host":"api.acme.test""#], [#""host":"api.acme.test""#], []),
        Change("a new host", [#""host":"api.acme.test""#], [#""host":"api.acme.test""#, #""host":"evil.test""#], ["send to https://evil.test"]),
        Change("fewer hosts", [#""host":"api.acme.test""#, #""host":"b.test""#], [#""host":"b.test""#], []),
        Change("plain http", [#""host":"a.test""#], [#""host":"a.test","scheme":"http""#], ["send to http://a.test"]),
        Change("another port", [#""host":"a.test""#], [#""host":"a.test","port":8443"#], ["send to https://a.test:8443"]),
        Change("a name below a pattern", [#""host":"*.a.test""#], [#""host":"x.a.test""#, #""host":"*.b.a.test""#], []),
        Change("the name above a pattern", [#""host":"*.a.test""#], [#""host":"a.test""#], ["send to https://a.test"]),
        Change("a wider pattern", [#""host":"*.b.a.test""#], [#""host":"*.a.test""#], ["send to https://*.a.test"]),
        Change("a name that ends alike", [#""host":"*.a.test""#], [#""host":"eva.test""#], ["send to https://eva.test"]),
        Change("more methods", [#""host":"a.test","methods":["GET"]"#], [#""host":"a.test","methods":["GET","PUT","POST"]"#], ["send to https://a.test (POST, PUT)"]),
        Change("all methods", [#""host":"a.test","methods":["GET"]"#], [#""host":"a.test""#], ["send to https://a.test"]),
        Change("methods of two lines", [#""host":"a.test","methods":["GET"]"#, #""host":"a.test","methods":["PUT"]"#], [#""host":"a.test","methods":["PUT","GET"]"#], []),
        Change("what connections name", [#""host":"a.test""#], [#""host":"{connection}""#], ["send to the hosts that connections name"]),
    ])
    func hosts(change: Change) throws {
        let (old, new) = (try Self.permissions(hosts: change.old), try Self.permissions(hosts: change.new))
        #expect(new.beyond(old) == change.news)
    }

    @Test("holds a scheme to where its own credentials could go, and a new scheme to where any could")
    func schemes() throws {
        let hosts = [#""host":"one.test""#, #""host":"two.test""#, #""host":"three.test""#]
        let old = try Self.permissions(hosts: hosts, auth: [Self.key("a", "one.test"), Self.key("b", "two.test")])
        let grown = try Self.permissions(hosts: hosts, auth: [Self.key("a", "one.test", "two.test"), Self.key("b", "two.test")])
        #expect(grown.beyond(old) == ["send credentials of a to https://two.test"])
        #expect(old.beyond(grown) == [])
        let another = try Self.permissions(hosts: hosts, auth: [Self.key("c", "two.test", "three.test")])
        #expect(another.beyond(old) == ["send credentials of c to https://three.test"])
    }

    @Test("names a host once when credentials go there, too")
    func once() throws {
        let old = try Self.permissions(hosts: [#""host":"a.test""#], auth: [Self.key("a", "a.test")])
        let new = try Self.permissions(hosts: [#""host":"a.test""#, #""host":"b.test""#], auth: [Self.key("a", "a.test", "b.test")])
        #expect(new.beyond(old) == ["send credentials of a to https://b.test"])
    }

    @Test("sees another token endpoint, and files")
    func others() throws {
        func permissions(_ url: String, files: Bool = false) throws -> PluginPermissions {
            let scheme = #"{"id":"o","name":"O","kind":"oauth2","hosts":["a.test"],"oauth2":{"authorize_url":"https://a.test/x","token_url":"\#(url)"}}"#
            return try Self.permissions(hosts: [#""host":"a.test""#], auth: [scheme], files: files)
        }
        let old = try permissions("https://a.test/token")
        let (moved, another, filing) = (
            try permissions("https://a.test/v2/token"), try permissions("https://a.test@b.test/token"),
            try permissions("https://a.test/token", files: true)
        )
        #expect(moved.beyond(old) == [])
        #expect(another.beyond(old) == ["send credentials of o to https://a.test@b.test"])
        #expect(filing.beyond(old) == ["read and write files"])
    }

    private static func key(_ id: String, _ hosts: String...) -> String {
        let names = hosts.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"id":"\#(id)","name":"Key","kind":"api_key","hosts":[\#(names)],"fields":{"type":"object","properties":{"key":{"type":"string","x-secret":true}}},"apply":{"headers":{"x-key":"{{secret:key}}"}}}"#
    }

    private static func permissions(hosts: [String], auth: [String] = [], files: Bool = false) throws -> PluginPermissions {
        let lines = hosts.map { "{\($0)}" }.joined(separator: ",")
        let document = #"{"id":"a","name":"A","version":"1.0.0","hosts":[\#(lines)],"auth":[\#(auth.joined(separator: ","))],"permissions":{"files":\#(files)}}"#
        return PluginPermissions(try Manifest(document: Array(document.utf8)))
    }
}

/// The allow-lists of two builds, and what is new in the second.
struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let old: [String]
    let new: [String]
    let news: [String]

    init(_ what: String, _ old: [String], _ new: [String], _ news: [String]) {
        testDescription = what
        (self.old, self.new, self.news) = (old, new, news)
    }
}
