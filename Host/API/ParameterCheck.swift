import HTTPTypes
import Hummingbird
import Model
import PatchbayJSON

/// Holds the parameters of a request against their declarations; an undeclared one is refused, so that a typo cannot pass.
struct ParameterCheck: Sendable {
    private struct Query: Sendable {
        let schema: JSONSchema
        let type: String?
    }

    private let queries: [String: Query]
    private let requiredHeaders: [HTTPField.Name]

    init(_ parameters: [Route.Parameter]) throws {
        var queries: [String: Query] = [:]
        for parameter in parameters where parameter.location == .query {
            queries[parameter.name] = Query(schema: try JSONSchema(parameter.schema), type: parameter.schema["type"]?.string)
        }
        self.queries = queries
        requiredHeaders = parameters.filter { $0.location == .header && $0.required }.compactMap { HTTPField.Name($0.name) }
    }

    func check(_ request: Request) throws {
        for name in requiredHeaders where request.headers[name] == nil {
            throw Problem(.preconditionRequired, .preconditionRequired, "This route needs the header \(name.canonicalName).")
        }
        guard request.uri.query != nil else { return }
        var faults: [Problem.Fault] = []
        for (name, text) in request.uri.queryParameters {
            guard let query = queries[String(name)] else {
                faults.append(.init(pointer: String(name), message: "is not a parameter of this route"))
                continue
            }
            for violation in query.schema.check(Self.value(of: String(text), type: query.type)) {
                faults.append(.init(pointer: String(name), message: violation.message))
            }
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
    }

    /// The text of a parameter as the JSON value its schema speaks of.
    private static func value(of text: String, type: String?) -> JSON {
        switch (type, text) {
        case ("integer", _), ("number", _): JSONNumber(text).map(JSON.number) ?? .string(text)
        case ("boolean", "true"): .bool(true)
        case ("boolean", "false"): .bool(false)
        default: .string(text)
        }
    }
}
