import Connections
import Model
package import PatchbayJSON
import PluginHost

/// What a person gives to sign in with, as a file or standard input has it:
/// `{"scheme":"bot_token","fields":{"token":"xoxb-…"}}`, or the fields alone where the connector has one scheme only.
package struct Credential: Sendable {
    package let scheme: String?
    package let fields: JSONObject

    package init(_ document: [UInt8]) throws(CallFault) {
        guard let json = try? JSON.parse(document), let members = json.object else {
            throw CallFault(.cannotRun, #"The credential is no JSON object such as {"scheme":"bot_token","fields":{"token":"…"}}."#)
        }
        if let fields = members["fields"]?.object {
            (scheme, self.fields) = (members["scheme"]?.string, fields)
        } else {
            (scheme, fields) = (nil, members)
        }
    }

    private init(scheme: String, fields: JSONObject) {
        (self.scheme, self.fields) = (scheme, fields)
    }

    /// For calls that send nothing: the form filled in with made-up values; nil when they cannot be guessed.
    static func madeUp(for scheme: AuthScheme) -> Credential? {
        if scheme.kind == .oauth2 { return Credential(scheme: scheme.id, fields: [OAuth2Provider.token: "made-up-secret"]) }
        guard let form = scheme.form else { return Credential(scheme: scheme.id, fields: [:]) }
        guard var fields = InputMaker.input(for: form.document, complete: true)?.object else { return nil }
        var guesses: JSONObject = [ConnectionOrigin.field: ["api.example.org"]]
        for name in scheme.secretFields { guesses[name] = "made-up-secret" }
        for (name, guess) in guesses where fields[name] != nil {
            var changed = fields
            changed[name] = guess
            if form.check(.object(changed)).isEmpty { fields = changed }
        }
        return Credential(scheme: scheme.id, fields: fields)
    }

    /// The connection that it makes, for something that works with these schemes.
    func connection(of connector: Connector, accepting schemes: [String]) throws(CallFault) -> ResolvedConnection {
        guard let scheme = scheme ?? (schemes.count == 1 ? schemes[0] : nil) else {
            throw CallFault(.cannotRun, "Several schemes fit (\(schemes.joined(separator: ", "))): say \"scheme\" in the credential, beside \"fields\".")
        }
        guard schemes.contains(scheme) else {
            throw CallFault(.cannotRun, "The scheme '\(scheme)' does not fit; it must be \(schemes.joined(separator: " or ")).")
        }
        do throws(ConnectionError) {
            return try ResolvedConnection(of: connector, scheme: scheme, fields: fields)
        } catch {
            throw CallFault(.cannotRun, "The credential is not right. \(error)")
        }
    }
}
