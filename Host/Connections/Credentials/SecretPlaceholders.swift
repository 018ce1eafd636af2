import Egress
import PatchbayJSON
import PluginHost
import Synchronization

/// Fills `{{secret:name}}` in the strings of a plugin's request.
///
/// Only for a scheme that says nothing of where its credential goes (kind `custom`): there the plugin puts it. Anywhere else a
/// text that looks like a placeholder is somebody's text. But even such a plugin handles texts of strangers, which it may put
/// into a request to a host that may have the secret, where the stranger reads it. Nobody can then tell whose placeholder it
/// is. So once one has come in from outside, with the input or with an answer, raw or in some encoding, none is filled.
final class SecretPlaceholders: Sendable {
    private static let mark = "{{secret:"
    private static let finder = SecretMask([mark])

    private let secrets: [String: String]
    private let cameFromOutside: Mutex<Bool>

    /// - Parameter input: The document that the plugin was called with.
    init(_ values: ConnectionValues, input: [UInt8]) {
        secrets = values.secrets
        cameFromOutside = Mutex(Self.finder.finds(in: input))
    }

    /// Takes notice of what the plugin is about to be given.
    func note(_ reply: [UInt8]) {
        if Self.finder.finds(in: reply) { cameFromOutside.withLock { $0 = true } }
    }

    enum Refusal: Error {
        case ambiguous
        case unknown(String)
        case inURL
    }

    /// A request with its placeholders filled.
    struct Filled {
        let request: FetchRequest
        /// Whether a mask finds each of the secrets in it.
        let isRecognisable: Bool
    }

    /// nil when there are no placeholders.
    func fill(_ request: FetchRequest) throws(Refusal) -> Filled? {
        var filler = Filler(secrets: secrets)
        guard !request.url.contains(Self.mark) else { throw .inURL }
        var filled = request
        filled.headers = filler.fill(request.headers)
        filled.query = filler.fill(request.query)
        filled.body = filler.fill(request.body)
        if let unknown = filler.unknown { throw .unknown(unknown) }
        guard filler.hasFilled else { return nil }
        guard !cameFromOutside.withLock({ $0 }) else { throw .ambiguous }
        return Filled(request: filled, isRecognisable: filler.isRecognisable)
    }

    private struct Filler {
        let secrets: [String: String]
        var hasFilled = false
        var isRecognisable = true
        var unknown: String?

        mutating func fill(_ pairs: [FetchRequest.Pair]) -> [FetchRequest.Pair] {
            var filled: [FetchRequest.Pair] = []
            for pair in pairs { filled.append(FetchRequest.Pair(name: pair.name, value: fill(pair.value))) }
            return filled
        }

        mutating func fill(_ body: FetchBody) -> FetchBody {
            switch body {
            case .json(let json): .json(fill(json))
            case .form(let pairs): .form(fill(pairs))
            case .text(let text): .text(fill(text))
            case .none, .bytes: body
            }
        }

        mutating func fill(_ json: JSON) -> JSON {
            switch json {
            case .string(let text):
                return .string(fill(text))
            case .array(let elements):
                var filled: [JSON] = []
                for element in elements { filled.append(fill(element)) }
                return .array(filled)
            case .object(let members):
                var filled = JSONObject()
                for (key, value) in members { filled[key] = fill(value) }
                return .object(filled)
            case .null, .bool, .number:
                return json
            }
        }

        /// What is put in is not read again.
        mutating func fill(_ text: String) -> String {
            guard text.contains(mark) else { return text }
            var result = ""
            var rest = text[...]
            while let open = rest.firstRange(of: mark), let close = rest[open.upperBound...].firstRange(of: "}}") {
                let name = String(rest[open.upperBound..<close.lowerBound])
                if secrets[name] == nil { unknown = unknown ?? name }
                result += rest[..<open.lowerBound]
                let secret = secrets[name] ?? ""
                result += secret
                hasFilled = true
                if secret.utf8.count < SecretMask.minimumLength { isRecognisable = false }
                rest = rest[close.upperBound...]
            }
            return result + rest
        }
    }
}
