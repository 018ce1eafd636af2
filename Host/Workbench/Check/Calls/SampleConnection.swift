import PatchbayJSON
import PluginHost

/// A connection as a plugin is told of it: its form filled in, and nothing of what is secret.
struct SampleConnection {
    let document: JSON?
    let suffix: String

    static let none = SampleConnection()

    private init() {
        (document, suffix) = (nil, "")
    }

    init(_ scheme: AuthScheme) {
        var fields = scheme.form.flatMap { InputMaker.input(for: $0.document, complete: true) }?.object ?? [:]
        for secret in scheme.secretFields { fields[secret] = nil }
        document = ["id": "conn_check", "scheme": .string(scheme.id), "fields": .object(fields)]
        suffix = " (\(scheme.id))"
    }

    func adding(to members: JSONObject) -> JSONObject {
        var members = members
        members["connection"] = document
        return members
    }
}
