/// Why a mail was not sent.
package enum MailError: Error, Hashable, Sendable {
    case notSetUp
    /// Too many mails wait to be sent.
    case busy
    case unreachable(String)
    /// The server's certificate is not trusted, or it offers no TLS.
    case insecure(String)
    case logInRefused
    /// What the server answered, with its code.
    case refused(code: Int, String)
}

extension MailError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notSetUp: "This host cannot send mail: whoever administers it sets smtp_url and mail_from."
        case .busy: "Too many mails wait to be sent already. Try again in a minute."
        case .unreachable(let reason): "The mail server of smtp_url cannot be reached: \(reason)"
        case .insecure(let reason): "There is no trustworthy TLS with the mail server of smtp_url: \(reason)"
        case .logInRefused: "The mail server of smtp_url refuses smtp_user and smtp_password."
        case .refused(let code, let reason): "The mail server of smtp_url refused the mail (\(code)): \(reason)"
        }
    }
}
