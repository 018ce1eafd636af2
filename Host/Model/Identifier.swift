/// What an identifier names; gives the prefix that tells a reader so.
package protocol IdentifierKind: Sendable {
    static var prefix: String { get }
}

/// A prefixed, time-ordered name of one row: `wf_01j9…`, the prefix of its kind and a UUIDv7 in 26 characters of
/// lower-case Crockford base32. Text order is creation order.
package struct Identifier<Kind: IdentifierKind>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// A new identifier; `time` in milliseconds since 1970 orders it.
    package init(at time: Timestamp = .now) {
        var generator = KernelRandom()
        text = Kind.prefix + "_" + UUIDv7.base32(milliseconds: time.milliseconds, using: &generator)
    }

    /// An identifier that came from outside; nil when prefix, length or alphabet are wrong, or it means more than 128 bits.
    package init?(_ text: some StringProtocol) {
        let prefix = Kind.prefix + "_"
        guard text.utf8.starts(with: prefix.utf8), UUIDv7.isBase32(text.utf8.dropFirst(prefix.utf8.count)) else { return nil }
        self.text = String(text)
    }

    /// An identifier read back from our own database.
    package init(stored text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

package enum WorkspaceKind: IdentifierKind { package static let prefix = "ws" }
package enum WorkflowKind: IdentifierKind { package static let prefix = "wf" }
package enum RunKind: IdentifierKind { package static let prefix = "run" }
package enum EventKind: IdentifierKind { package static let prefix = "evt" }
package enum ConnectionKind: IdentifierKind { package static let prefix = "conn" }
package enum DataKeyKind: IdentifierKind { package static let prefix = "dk" }
package enum UserKind: IdentifierKind { package static let prefix = "usr" }
package enum SessionKind: IdentifierKind { package static let prefix = "ses" }
package enum APIKeyKind: IdentifierKind { package static let prefix = "key" }
package enum InvitationKind: IdentifierKind { package static let prefix = "inv" }
package enum WebhookSecretKind: IdentifierKind { package static let prefix = "whs" }
package enum SigningKeyKind: IdentifierKind { package static let prefix = "sk" }

package typealias WorkspaceID = Identifier<WorkspaceKind>
package typealias WorkflowID = Identifier<WorkflowKind>
package typealias RunID = Identifier<RunKind>
package typealias EventID = Identifier<EventKind>
package typealias ConnectionID = Identifier<ConnectionKind>
package typealias DataKeyID = Identifier<DataKeyKind>
package typealias UserID = Identifier<UserKind>
package typealias SessionID = Identifier<SessionKind>
package typealias APIKeyID = Identifier<APIKeyKind>
package typealias InvitationID = Identifier<InvitationKind>
package typealias WebhookSecretID = Identifier<WebhookSecretKind>
package typealias SigningKeyID = Identifier<SigningKeyKind>
