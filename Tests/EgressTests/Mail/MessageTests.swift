import Egress
import Model
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: ["ada@example.com", "a.b+c@x", "o'neil@mail.example.co.uk", "a@xn--bcher-kva.example"])
    func `an address is one, in lower case`(text: String) {
        #expect(EmailAddress(text)?.text == text)
        #expect(EmailAddress(text.uppercased())?.text == text)
    }

    @Test(arguments: [
        "", "ada", "ada@", "@example.com", "ada@@example.com", "a b@example.com", "ada@example.com\r\nBcc: eve@example.com", "ada@-x.com",
        "\"a b\"@example.com", "ada@example..com", ".ada@example.com", "ada@[127.0.0.1]", "<ada@example.com>", "ada@example.com ",
        "ä@example.com", "ada@exämple.com", "ada@example.com\u{0}", String(repeating: "a", count: 65) + "@example.com",
    ])
    func `what could hide something is none`(text: String) {
        #expect(EmailAddress(text) == nil)
    }
}

@Suite struct MailServerTests {
    static let sender = EmailAddress(stored: "patchbay@example.com")

    @Test(arguments: [
        ("smtp://mail.example.com", "smtp://mail.example.com:587"), ("smtps://mail.example.com/", "smtps://mail.example.com:465"),
        ("smtp://[::1]", "smtp://[::1]:587"), ("smtp://[::1]:2525", "smtp://[::1]:2525"), ("smtp://localhost:25", "smtp://localhost:25"),
    ])
    func `a port is the usual one unless it is named`(url: String, complete: String) {
        #expect(MailServer(url: url, sender: Self.sender)?.url == complete)
    }

    @Test(arguments: ["", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://user:word@mail.example.com", "smtp://a/b", "smtp://a b"])
    func `other addresses are refused`(url: String) {
        #expect(MailServer(url: url, sender: Self.sender) == nil)
    }

    @Test func `a description never tells the password`() {
        let server = MailServer(url: "smtp://mail.example.com", user: "ada", password: "hunter22", sender: Self.sender)
        var dumped = ""
        dump(server, to: &dumped)
        #expect(!"\(String(describing: server))\(String(reflecting: server))\(dumped)".contains("hunter22"))
    }
}
