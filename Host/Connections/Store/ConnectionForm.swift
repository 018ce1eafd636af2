import Model
import PatchbayJSON
import PluginHost

/// Reads what a person entered against the form of an auth scheme.
struct ConnectionForm {
    /// Bytes of all fields together.
    static let sizeLimit = 64 << 10

    let connector: Connector
    let scheme: AuthScheme

    init(_ connector: Connector, scheme id: String) throws(ConnectionError) {
        let usable = connector.manifest.auth.filter { $0.disabledReason == nil && $0.kind != .oauth2 }
        guard let scheme = connector.manifest.scheme(id) else {
            throw .unknownScheme(id, connector: connector.id, known: usable.map(\.id))
        }
        if let reason = scheme.disabledReason { throw .schemeUnavailable(id, reason: reason) }
        if scheme.kind == .oauth2 {
            throw .schemeUnavailable(id, reason: "an account of this kind is connected by signing in at the provider, not by a form.")
        }
        self.connector = connector
        self.scheme = scheme
    }

    /// What was entered, defaults filled in, old names renewed, and checked.
    ///
    /// - Parameter secret: Fields that are secret whatever the form says of them.
    func values(_ entered: JSONObject, secret: Set<String> = []) throws(ConnectionError) -> ConnectionValues {
        guard JSON.object(entered).bytes().count <= Self.sizeLimit else {
            throw .invalid([FieldFault("/fields", "The fields are larger than \(Self.sizeLimit) bytes.")])
        }
        let fields = withDefaults(renamed(entered))
        let faults = faults(of: fields)
        guard faults.isEmpty else { throw .invalid(faults) }
        let values = split(fields, secret: secret)
        do {
            _ = try OutboundRights(connector.manifest, privateHosts: [], scheme: scheme, values: values)
        } catch {
            throw .invalid([FieldFault("/fields" + error.pointer, error.message)])
        }
        return values
    }

    /// The fields under their present names.
    func renamed(_ fields: JSONObject) -> JSONObject {
        scheme.form?.normalise(.object(fields)).object ?? fields
    }

    /// Values as an earlier build of the connector took them, under the present names. What was a secret stays one, whatever
    /// the connector now says of it.
    func renewed(_ values: ConnectionValues) -> ConnectionValues {
        let plain = split(withDefaults(renamed(values.fields)))
        let secrets = renamed(JSONObject(values.secrets.map { ($0.key, .string($0.value)) }))
        let kept = secrets.compactMap { name, value in value.string.map { (name, $0) } }
        return ConnectionValues(
            fields: JSONObject(plain.fields.filter { secrets[$0.key] == nil }.map { ($0.key, $0.value) }),
            secrets: plain.secrets.merging(kept) { _, stored in stored })
    }

    private func withDefaults(_ fields: JSONObject) -> JSONObject {
        var fields = fields
        for (name, schema) in scheme.form?.document["properties"]?.object ?? [:] where fields[name] == nil {
            fields[name] = schema["default"]
        }
        return fields
    }

    private func split(_ fields: JSONObject, secret: Set<String> = []) -> ConnectionValues {
        let secret = secret.union(scheme.secretFields)
        return ConnectionValues(
            fields: JSONObject(fields.filter { !secret.contains($0.key) }.map { ($0.key, $0.value) }),
            secrets: Dictionary(fields.compactMap { name, value in
                secret.contains(name) ? value.string.map { (name, $0) } : nil
            }) { first, _ in first })
    }

    // MARK: Checks

    private func faults(of fields: JSONObject) -> [FieldFault] {
        let declared = scheme.form?.fields ?? []
        let known = declared.map(\.id)
        var faults = fields.keys.filter { !known.contains($0) }.map { name in
            fault(name, "There is no field '\(name)'\(NearestName.hint(for: name, among: known))")
        }
        let missing = declared.filter { $0.isRequired && fields[$0.id] == nil }
        faults += missing.map { fault($0.id, "This field is required.") }
        // The names of the fields are checked above, with a place for each.
        let violations = scheme.form?.check(.object(fields)) ?? []
        for violation in violations where !violation.pointer.tokens.isEmpty || !["required", "additionalProperties"].contains(violation.keyword) {
            faults.append(FieldFault("/fields\(violation.pointer)", "This \(violation.message)."))
        }
        for name in scheme.secretFields where fields[name].map({ $0.string == nil }) == true {
            faults.append(fault(name, "A secret is a text."))
        }
        // The connector's own rule says it better, where there is one.
        guard needsOrigins, fields[ConnectionOrigin.field]?.array?.isEmpty != false,
            !faults.contains(where: { $0.pointer == "/fields/\(ConnectionOrigin.field)" })
        else { return faults }
        return faults + [fault(ConnectionOrigin.field, "Name the hosts that this connection is for, such as [\"api.example.org\"].")]
    }

    /// Whether the connection must say where its requests may go.
    private var needsOrigins: Bool {
        scheme.hosts.contains(where: \.isOfConnection)
    }

    private func fault(_ name: String, _ message: String) -> FieldFault {
        FieldFault("/fields\(JSONPointer([name]))", message)
    }
}
