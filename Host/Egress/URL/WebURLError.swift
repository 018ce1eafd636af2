/// Why a text is not a URL that we would send a request to.
package enum WebURLError: Error, Hashable, Sendable {
    case tooLong
    case controlCharacter
    case notAbsolute
    case scheme(String)
    case credentials
    case backslash
    case host(String)
    case port
    case suffix

    /// What to tell a person; never contains the URL, which may hold a secret.
    package var sentence: String {
        switch self {
        case .tooLong: "The URL is longer than \(WebURL.maximumLength) bytes."
        case .controlCharacter: "The URL contains a control character."
        case .notAbsolute: "The URL must be absolute: https://host/path."
        case .scheme(let scheme): "The URL's scheme '\(scheme)' is not http or https."
        case .credentials: "The URL contains a user name or password; use a connection instead."
        case .backslash: "The URL contains a backslash; write it as %5C."
        case .host(let reason): "The URL's host is not valid: \(reason)."
        case .port: "The URL's port must be a number from 1 to 65535."
        case .suffix: "What follows 'connection:' must be a path that starts with '/', a query that starts with '?', or both, without '..'."
        }
    }
}
