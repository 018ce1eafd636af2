import HTTPTypes
import Hummingbird
import Identity
import Model

/// The cookie that holds a browser's refresh token, out of reach of the page's scripts and of other hosts (`__Host-`).
///
/// A browser sends it with whatever a page asks for, so a request that uses it must come from a page of ours: `SameSite=Strict` says so to
/// browsers, and the `Origin` that they add is checked.
struct RefreshCookie: Sendable {
    static let name = "__Host-patchbay_refresh"
    private static let attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict"

    /// Of the pages that may use it.
    let origins: Set<String>

    /// The token in the cookie; nil when there is none. Throws when a foreign page sent it.
    func token(in call: Call) throws -> String? {
        let pairs: [Substring] = call.request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
        let cookies = pairs.map { pair in pair.drop { $0 == " " } }
        guard let cookie = cookies.first(where: { $0.hasPrefix(Self.name + "=") }) else { return nil }
        try checkOrigin(of: call)
        return String(cookie.dropFirst(Self.name.utf8.count + 1))
    }

    /// Throws unless a page of ours sent the request.
    func checkOrigin(of call: Call) throws {
        guard let origin = call.request.headers[.origin], origins.contains(origin) else {
            throw Problem(
                .forbidden, .foreignOrigin,
                "With the cookie this needs an Origin that is public_url or one of cors_origins: call it from a page of theirs, or send the refresh token in the body.")
        }
    }

    func header(for logIn: LogIn) -> HTTPField {
        let seconds = max(0, (logIn.refreshExpiresAt - .now).components.seconds)
        return HTTPField(name: .setCookie, value: "\(Self.name)=\(logIn.refreshToken ?? "")\(Self.attributes); Max-Age=\(seconds)")
    }

    /// Makes the browser forget it.
    static let removal = HTTPField(name: .setCookie, value: "\(name)=\(attributes); Max-Age=0")
}

extension Problem.Code {
    static let foreignOrigin = Self(rawValue: "foreign-origin")
}
