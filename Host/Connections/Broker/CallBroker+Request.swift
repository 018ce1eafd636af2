import Egress
import Model
import PluginHost

extension CallBroker {
    /// The largest body of an answer: with its headers it stays below the 16 MiB of a document.
    private static let bodyLimit = 16 << 20 - 128 << 10

    /// What the plugin asks for, with what the host adds.
    ///
    /// - Parameter number: Counts the call's requests that are not safe by their method, from 1.
    func egressRequest(for request: FetchRequest, number: Int?) throws(CallFailure) -> EgressRequest {
        var request = request
        let credential = try credential(for: request)
        let filled = credential == nil ? nil : try fill(request)
        if let filled { request = filled.request }
        if credential != nil { request.query += rights.plain.query }
        var outgoing = EgressRequest(
            method: request.method,
            url: request.target,
            headers: headers(of: request, number: number, isAuthenticated: credential != nil),
            body: request.body.content,
            policy: filled == nil ? rights.policy : rights.confined,
            credential: credential,
            mask: rights.credential?.mask,
            trace: terms.trace,
            timeout: min(request.timeout ?? .seconds(86_400), terms.deadline - .now),
            maxRedirects: request.redirects,
            maxBodyBytes: Self.bodyLimit,
            isIdempotent: terms.isRepeatable(request)
        )
        outgoing.isHidden = filled?.isRecognisable == false
        return outgoing
    }

    private func credential(for request: FetchRequest) throws(CallFailure) -> AppliedCredential? {
        guard request.isAuthenticated || request.url.hasPrefix("connection:") else { return nil }
        guard request.isAuthenticated else {
            throw CallFailure(.bug, "The plugin asks for the connection's URL without \"auth\": true.")
        }
        guard let credential = rights.credential else {
            throw CallFailure(.invalidInput, "The request needs a connection's credential, and there is no connection; choose one.")
        }
        return credential
    }

    private func fill(_ request: FetchRequest) throws(CallFailure) -> SecretPlaceholders.Filled? {
        do {
            return try placeholders?.fill(request)
        } catch {
            throw error.failure
        }
    }

    private func headers(of request: FetchRequest, number: Int?, isAuthenticated: Bool) -> HTTPFields {
        var fields: HTTPFields = []
        let plain = isAuthenticated ? rights.plain.headers : []
        let replaced = Set(plain.map { $0.name.lowercased() })
        for header in request.headers where !replaced.contains(header.name.lowercased()) { fields.append((header.name, header.value)) }
        fields += plain
        if let type = request.body.contentType, fields.first("content-type") == nil { fields.append(("Content-Type", type)) }
        if let number, let name = terms.hints?.idempotencyKeyHeader, let key = terms.idempotencyKey,
            fields.first(name.lowercased()) == nil
        {
            // A second request of the same call is another one, which must not be taken for a repetition of the first.
            fields.append((name, number == 1 ? key : "\(key)-\(number)"))
        }
        return fields
    }
}

extension SecretPlaceholders.Refusal {
    fileprivate var failure: CallFailure {
        switch self {
        case .ambiguous:
            CallFailure(.invalidInput, "A text from outside contains '{{secret:', which cannot be told from the plugin's own placeholder.")
        case .unknown(let name): CallFailure(.bug, "The plugin asks for the secret '\(name)', which the connection does not have.")
        case .inURL: CallFailure(.bug, "A secret cannot be put into a URL; the scheme's 'apply' can put it into the query.")
        }
    }
}
