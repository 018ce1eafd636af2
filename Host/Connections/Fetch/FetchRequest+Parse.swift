import Egress
import Model
import PatchbayJSON

extension FetchRequest {
    /// Reads a document strictly: an unknown member or one of the wrong type is the plugin's bug.
    init(reading document: [UInt8]) throws(CallFailure) {
        do {
            try self.init(document)
        } catch {
            throw CallFailure(.bug, "The plugin's request is not valid: \(error.sentence)")
        }
    }

    /// What is wrong with a request document.
    struct Fault: Error {
        let sentence: String

        init(_ sentence: String) { self.sentence = sentence }
    }

    private init(_ document: [UInt8]) throws(Fault) {
        let json: JSON
        do {
            json = try JSON.parse(document)
        } catch {
            throw Fault("it cannot be read as JSON. \(error)")
        }
        guard let members = json.object else { throw Fault("it is not an object.") }
        guard let url = members["url"]?.string else { throw Fault("'url' is missing or not a text.") }
        self.url = url
        for (name, value) in members { try read(name, value) }
    }

    private mutating func read(_ name: String, _ value: JSON) throws(Fault) {
        switch name {
        case "url": break
        case "method": method = try Self.text(name, value)
        case "auth": isAuthenticated = try Self.bool(name, value)
        case "headers": headers = try Self.pairs(name, value)
        case "query": query = try Self.query(value)
        case "json": try setBody(.json(value))
        case "form": try setBody(.form(try Self.pairs(name, value)))
        case "text": try setBody(.text(try Self.text(name, value)))
        case "base64":
            guard let bytes = Base64.decode(try Self.text(name, value)) else { throw Fault("'base64' is not Base64.") }
            try setBody(.bytes(bytes))
        case "timeout_ms": timeout = .milliseconds(try Self.integer(name, value, in: 1...86_400_000))
        case "redirects": redirects = Int(try Self.integer(name, value, in: 0...20))
        case "idempotent": isIdempotent = try Self.bool(name, value)
        case "capture": throw Fault("'capture' belongs to auth.token and trigger.subscribe.")
        default: throw Fault("there is no member '\(name)'.")
        }
    }

    private mutating func setBody(_ body: FetchBody) throws(Fault) {
        guard self.body == .none else { throw Fault("it has more than one of 'json', 'form', 'text' and 'base64'.") }
        self.body = body
    }

    private static func text(_ name: String, _ value: JSON) throws(Fault) -> String {
        guard let text = value.string else { throw Fault("'\(name)' is not a text.") }
        return text
    }

    private static func bool(_ name: String, _ value: JSON) throws(Fault) -> Bool {
        guard let bool = value.bool else { throw Fault("'\(name)' is neither true nor false.") }
        return bool
    }

    private static func integer(_ name: String, _ value: JSON, in range: ClosedRange<Int64>) throws(Fault) -> Int64 {
        guard let number = value.int64, range.contains(number) else {
            throw Fault("'\(name)' is not a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    private static func pairs(_ name: String, _ value: JSON) throws(Fault) -> [Pair] {
        guard let members = value.object else { throw Fault("'\(name)' is not an object.") }
        var pairs: [Pair] = []
        for (key, value) in members { pairs.append(Pair(name: key, value: try text("\(name)/\(key)", value))) }
        return pairs
    }

    /// Each value a text or a list of texts.
    private static func query(_ value: JSON) throws(Fault) -> [Pair] {
        guard let members = value.object else { throw Fault("'query' is not an object.") }
        var pairs: [Pair] = []
        for (key, value) in members {
            for element in value.array ?? [value] { pairs.append(Pair(name: key, value: try text("query/\(key)", element))) }
        }
        return pairs
    }
}
