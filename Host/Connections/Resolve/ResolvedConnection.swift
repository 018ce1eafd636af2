package import Model
package import PatchbayJSON
import PluginHost

/// A connection opened for a call.
package struct ResolvedConnection: Sendable {
    package let id: ConnectionID
    /// 0 for one that is not stored.
    package let number: Int
    package let scheme: String
    package let version: Int
    package let rights: OutboundRights
    /// What the plugin is told: `{"id","scheme","fields"}`, no secrets.
    package let document: JSON

    init(id: ConnectionID, number: Int, version: Int, form: ConnectionForm, values: ConnectionValues) throws(CredentialFault) {
        self.id = id
        self.number = number
        self.version = version
        scheme = form.scheme.id
        rights = try OutboundRights(
            form.connector.manifest, privateHosts: form.connector.policy.privateHosts, scheme: form.scheme, values: values)
        document = ["id": .string(id.text), "scheme": .string(form.scheme.id), "fields": .object(values.fields)]
    }
}
