package import HTTPTypes
import Hummingbird
package import PatchbayJSON

/// An error as clients see it: a problem document of RFC 9457.
package struct Problem: Error, Sendable {
    /// What went wrong, for programs: the last part of the document's `type`.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    /// One fault in the request, with where it is.
    package struct Fault: Sendable {
        /// A JSON pointer into the body, or the name of a parameter.
        package let pointer: String
        package let message: String

        package init(pointer: String, message: String) {
            self.pointer = pointer
            self.message = message
        }

        var json: JSON { ["pointer": .string(pointer), "message": .string(message)] }
    }

    package var status: HTTPResponse.Status
    package var code: Code
    /// A sentence that says what happened and what to do.
    package var detail: String
    package var faults: [Fault]
    /// Members beyond the standard ones, such as the workflows that use a connection.
    package var extensions: JSONObject
    package var headers: HTTPFields

    package init(
        _ status: HTTPResponse.Status, _ code: Code, _ detail: String, faults: [Fault] = [], extensions: JSONObject = [:],
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = faults
        self.extensions = extensions
        self.headers = headers
    }
}

extension Problem.Code {
    static let badRequest = Self(rawValue: "bad-request")
    static let conflict = Self(rawValue: "conflict")
    static let forbidden = Self(rawValue: "forbidden")
    static let internalError = Self(rawValue: "internal-error")
    static let invalidInput = Self(rawValue: "invalid-input")
    static let methodNotAllowed = Self(rawValue: "method-not-allowed")
    static let notFound = Self(rawValue: "not-found")
    static let preconditionFailed = Self(rawValue: "precondition-failed")
    static let preconditionRequired = Self(rawValue: "precondition-required")
    static let storageFull = Self(rawValue: "storage-full")
    static let tooLarge = Self(rawValue: "too-large")
    static let tooSlow = Self(rawValue: "too-slow")
    static let unauthorized = Self(rawValue: "unauthorized")
    static let unavailable = Self(rawValue: "unavailable")
    static let unsupportedMediaType = Self(rawValue: "unsupported-media-type")
}

extension Problem {
    static func notFound(_ what: String, _ id: String) -> Problem {
        Problem(.notFound, .notFound, "There is no \(what) \(quoted(id)) here.")
    }

    static func invalid(_ faults: [Fault]) -> Problem {
        Problem(.unprocessableContent, .invalidInput, "The request has \(faults.count == 1 ? "a fault" : "\(faults.count) faults"); see errors.", faults: faults)
    }

    /// User text in a sentence, cut so that an error never echoes a flood.
    static func quoted(_ text: String) -> String {
        text.unicodeScalars.count > 80 ? "“\(String(text.unicodeScalars.prefix(80)))…”" : "“\(text)”"
    }
}

extension Problem {
    /// The document of RFC 9457; `traceID` lets a reader find the log lines.
    package func document(traceID: String?) -> JSON {
        var document: JSONObject = [
            "type": .string("urn:patchbay:problem:" + code.rawValue),
            "title": .string(status.reasonPhrase),
            "status": .number(JSONNumber(status.code)),
            "detail": .string(detail),
        ]
        if let traceID { document["trace_id"] = .string(traceID) }
        if !faults.isEmpty {
            document["errors"] = .array(faults.map(\.json))
        }
        for (key, value) in extensions { document[key] = value }
        return .object(document)
    }

    func response(traceID: String?) -> Response {
        var response = Response.json(document(traceID: traceID), status: status)
        response.headers[.contentType] = "application/problem+json"
        for field in headers { response.headers.append(field) }
        return response
    }
}
