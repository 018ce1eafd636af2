package import Model

/// What a client sends with each request, and until when it is good.
package struct AccessToken: Sendable {
    package let text: String
    package let expiresAt: Timestamp
}

extension AccessToken: CustomStringConvertible, CustomReflectable {
    /// Never the token.
    package var description: String { "AccessToken" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
