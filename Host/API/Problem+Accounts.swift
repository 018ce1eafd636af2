import Egress
import HTTPTypes
import Identity
import Model

extension Problem {
    init(_ error: AccountError) {
        switch error {
        case .wrongCredentials: self = .credentials(.wrongCredentials, "\(error)")
        case .refreshRefused: self = .credentials(.unauthorized, "\(error)")
        case .slowedDown(let until):
            self.init(.tooManyRequests, .slowedDown, "\(error)", headers: [.retryAfter: "\(until.secondsLeft)"])
        case .busy: self.init(.serviceUnavailable, .unavailable, "\(error)", headers: [.retryAfter: "2"])
        case .userNotFound, .sessionNotFound, .resetRefused: self.init(.notFound, .notFound, "\(error)")
        case .emailTaken, .lastPlatformAdmin, .noPlatformAdmin: self.init(.conflict, .conflict, "\(error)")
        case .passwordRefused(let reason): self = .invalid([Fault(pointer: "/password", message: reason)])
        case .signUpClosed: self.init(.forbidden, .forbidden, "\(error)")
        }
    }

    init(_ error: MailError) {
        switch error {
        case .notSetUp: self.init(.conflict, .mailNotSetUp, "\(error)")
        case .busy: self.init(.serviceUnavailable, .unavailable, "\(error)", headers: [.retryAfter: "60"])
        case .unreachable, .insecure, .logInRefused, .refused: self.init(.badGateway, .unavailable, "\(error)")
        }
    }

    private static func credentials(_ code: Code, _ detail: String) -> Problem {
        Problem(.unauthorized, code, detail, headers: [.wwwAuthenticate: "Bearer realm=\"patchbay\""])
    }
}

extension Problem.Code {
    static let mailNotSetUp = Self(rawValue: "mail-not-set-up")
    static let slowedDown = Self(rawValue: "slowed-down")
    static let wrongCredentials = Self(rawValue: "wrong-credentials")
}

extension Timestamp {
    /// Whole seconds from now on, rounded up, one at least.
    fileprivate var secondsLeft: Int64 { max(1, ((self - .now).milliseconds + 999) / 1000) }
}
