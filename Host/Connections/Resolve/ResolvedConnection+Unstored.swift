import Model
package import PatchbayJSON
package import PluginHost

extension ResolvedConnection {
    /// A connection that is stored nowhere, made of what a person gives right now.
    ///
    /// - Parameter fields: What the scheme's form asks for; of OAuth 2 the `access_token` that the provider gave.
    package init(of connector: Connector, scheme id: String, fields: JSONObject) throws(ConnectionError) {
        if let scheme = connector.manifest.scheme(id), scheme.kind == .oauth2, scheme.disabledReason == nil {
            try self.init(of: connector, scheme, token: fields)
        } else {
            let form = try ConnectionForm(connector, scheme: id)
            let values = try form.values(fields)
            do {
                try self.init(id: ConnectionID(), number: 0, version: 0, form: form, values: values)
            } catch {
                throw error.asField
            }
        }
    }

    private init(of connector: Connector, _ scheme: AuthScheme, token fields: JSONObject) throws(ConnectionError) {
        guard let token = fields[OAuth2Provider.token]?.string, !token.isEmpty else {
            throw .invalid([FieldFault("/fields/\(OAuth2Provider.token)", "This field is required: a token that the provider gave.")])
        }
        var plain = fields
        plain[OAuth2Provider.token] = nil
        let values = ConnectionValues(fields: plain, secrets: [OAuth2Provider.token: token])
        id = ConnectionID()
        (number, version) = (0, 0)
        self.scheme = scheme.id
        do {
            rights = try OutboundRights(connector.manifest, privateHosts: connector.policy.privateHosts, scheme: scheme, values: values)
        } catch {
            throw error.asField
        }
        document = ["id": .string(id.text), "scheme": .string(scheme.id), "fields": .object(plain)]
    }
}

extension CredentialFault {
    fileprivate var asField: ConnectionError { .invalid([FieldFault("/fields" + pointer, message)]) }
}
