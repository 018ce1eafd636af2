import Egress
import PatchbayJSON
import PluginHost

extension AppliedCredential {
    /// The credential as a scheme puts it on requests.
    ///
    /// - Parameter hosts: Who may receive it.
    init(_ scheme: AuthScheme, _ values: ConnectionValues, hosts: [HostRule]) throws(CredentialFault) {
        let application = scheme.application
        let headers = application.headers.filter(\.hasSecret).compactMap(values.fill)
        if let fault = RequestRules.fault(method: "GET", headers: headers + PlainCredential(application, values).headers) {
            throw CredentialFault(application.headers.first?.pointer ?? "", fault)
        }
        self.init(
            headers: headers,
            query: application.query.filter(\.hasSecret).compactMap(values.fill),
            basic: try application.basic.map { basic throws(CredentialFault) in try values.fill(basic) },
            wholeURL: try application.url.map { url throws(CredentialFault) in try values.fill(url, of: scheme, hosts) },
            hosts: hosts,
            secrets: Array(values.secrets.values)
        )
    }
}

/// What a scheme puts on requests that is no secret, such as a version: it is not masked where it comes back.
struct PlainCredential: Sendable {
    var headers: HTTPFields = []
    var query: [FetchRequest.Pair] = []

    init() {}

    init(_ application: AuthApplication, _ values: ConnectionValues) {
        headers = application.headers.filter { !$0.hasSecret }.compactMap(values.fill)
        query = application.query.filter { !$0.hasSecret }.compactMap(values.fill).map { FetchRequest.Pair(name: $0.name, value: $0.value) }
    }
}

extension ConnectionValues {
    /// nil when a field that it needs has no value: the field is optional, and so is what is made of it.
    fileprivate func fill(_ template: CredentialTemplate) -> String? {
        template.filled(secret: { secrets[$0] }, field: text(of:))
    }

    fileprivate func fill(_ entry: AuthApplication.Entry) -> (name: String, value: String)? {
        guard let name = fill(entry.name), let value = fill(entry.value) else { return nil }
        return (name, value)
    }

    fileprivate func fill(_ basic: AuthApplication.Basic) throws(CredentialFault) -> (username: String, password: String) {
        let username = fill(basic.username) ?? ""
        // RFC 7617, 2: the first colon ends the name.
        guard !username.contains(":") else {
            throw CredentialFault(basic.username.pointer, "A user name for HTTP's basic sign-in must not contain a colon.")
        }
        return (username, fill(basic.password) ?? "")
    }

    fileprivate func fill(_ url: CredentialTemplate, of scheme: AuthScheme, _ hosts: [HostRule]) throws(CredentialFault) -> String {
        let text = fill(url) ?? ""
        let parsed: WebURL
        do {
            parsed = try WebURL(text)
        } catch {
            throw CredentialFault(url.pointer, error.sentence)
        }
        guard scheme.accepts(url: text) else {
            let rule = scheme.urlPattern.map { "; it must match \($0)" } ?? ""
            throw CredentialFault(url.pointer, "This is not the URL of \(scheme.name)\(rule).")
        }
        guard hosts.contains(where: { $0.matches(parsed) }) else {
            throw CredentialFault(url.pointer, "The connector may not send to \(parsed.authority).")
        }
        return text
    }
}

extension AuthApplication.Entry {
    fileprivate var hasSecret: Bool { name.hasSecret || value.hasSecret }

    fileprivate var pointer: String { value.pointer }
}

extension CredentialTemplate {
    fileprivate var hasSecret: Bool {
        pieces.contains { if case .secret = $0 { true } else { false } }
    }

    /// The field a person would change: the first one in it.
    fileprivate var pointer: String {
        for piece in pieces {
            switch piece {
            case .secret(let field), .field(let field): return JSONPointer([field]).description
            case .text: continue
            }
        }
        return ""
    }
}
