package import PatchbayJSON

/// What a person entered when the connection was made, by field: some may be shown, the others never leave the host unless on
/// a request to their hosts.
package struct ConnectionValues: Sendable, Hashable {
    /// Shown to people and plugins.
    package let fields: JSONObject
    let secrets: [String: String]

    package init(fields: JSONObject, secrets: [String: String]) {
        self.fields = fields
        self.secrets = secrets
    }

    /// The text that a template puts in for a field; nil when there is no value, or one that is no text.
    func text(of field: String) -> String? {
        switch fields[field] {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let bool): bool ? "true" : "false"
        case .null, .array, .object, nil: nil
        }
    }
}

extension ConnectionValues: CustomStringConvertible, CustomReflectable {
    /// Never a secret.
    package var description: String { "ConnectionValues(fields: \(Array(fields.keys)), secrets: \(secrets.count))" }
    package var customMirror: Mirror { Mirror(self, children: ["fields": Array(fields.keys)]) }
}
