import Egress
import Logging
import Model
import Testing

@Suite struct MailerTests {
    static let mail = Mail(to: EmailAddress(stored: "ada@example.com"), subject: "Hello", text: "A line.\n")

    static func mailer(_ url: String) -> Mailer {
        let server = MailServer(url: url, sender: EmailAddress(stored: "patchbay@example.com"))
        return Mailer(delivery: server.map(Mailer.Delivery.server) ?? .none, logger: Logger(label: "test"))
    }

    @Test func `without a server, mail is not set up, and says so`() async throws {
        let mailer = Mailer(delivery: .none, logger: Logger(label: "test"))
        #expect(!mailer.isSetUp)
        await #expect(throws: MailError.notSetUp) { try await mailer.send(Self.mail) }
        #expect(throws: MailError.notSetUp) { try mailer.post { Self.mail } }
        #expect("\(MailError.notSetUp)".contains("smtp_url"))
    }

    @Test func `a dead server is unreachable`() async throws {
        let error = await #expect(throws: MailError.self) { try await Self.mailer("smtp://127.0.0.1:1").send(Self.mail) }
        guard case .unreachable = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test func `a queue that nobody empties refuses in the end`() async throws {
        let mailer = Self.mailer("smtp://127.0.0.1:1")
        for _ in 0..<100 { try mailer.post { nil } }
        #expect(throws: MailError.busy) { try mailer.post { nil } }
    }
}
