import Egress
import FoundationEssentials
import Model

extension Settings {
    /// How mail leaves: by the server that is set up; without one into the log in development, and otherwise not at all.
    var mail: Mailer.Delivery {
        mailServer.map(Mailer.Delivery.server) ?? (dev ? .log : .none)
    }

    static func mailServer(_ reader: inout SettingsReader) async -> MailServer? {
        let user = await reader.text("smtp_user")
        let password = await smtpPassword(&reader)
        let caFile = await reader.text("smtp_ca_file")
        var sender: EmailAddress?
        await reader.read("mail_from", into: &sender, expecting: "an address such as patchbay@example.com", EmailAddress.init)
        guard let url = await reader.text("smtp_url") else {
            if user ?? password ?? caFile ?? sender?.text != nil {
                reader.faults.append("smtp_url is not set, and the other settings of mail need it, such as smtp://mail.example.com:587.")
            }
            return nil
        }
        guard let sender else {
            reader.faults.append("mail_from is not set: smtp_url needs an address that mail is from, such as patchbay@example.com.")
            return nil
        }
        guard let server = MailServer(url: url, user: user, password: password, sender: sender, caFile: caFile) else {
            reader.faults.append("smtp_url must be smtp:// or smtps://, a host, and perhaps a port; user and password are settings of their own.")
            return nil
        }
        return server
    }

    private static func smtpPassword(_ reader: inout SettingsReader) async -> String? {
        let password = await reader.text("smtp_password", isSecret: true)
        guard let file = await reader.text("smtp_password_file") else { return password }
        guard password == nil else {
            reader.faults.append("Give one of smtp_password and smtp_password_file, not both.")
            return nil
        }
        guard let data = try? Data(contentsOf: URL(filePath: file)) else {
            reader.faults.append("smtp_password_file \(file) cannot be read; check that it exists and who may read it.")
            return nil
        }
        let text = String(decoding: data, as: UTF8.self)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
