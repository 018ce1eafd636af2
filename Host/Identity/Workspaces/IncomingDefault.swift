/// How webhooks are verified where a workflow does not say.
package enum IncomingDefault: String, CaseIterable, Sendable {
    /// Not at all: whoever knows the path is believed.
    case none
    case standardWebhooks = "standard_webhooks"
    case headerToken = "header_token"
    case basic
}
