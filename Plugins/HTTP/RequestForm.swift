import PluginKit

enum Method: String, Choice {
    case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE", head = "HEAD", options = "OPTIONS"

    var label: String { rawValue }
}

enum BodyKind: String, Choice {
    case none, json, form, text, base64

    var label: String {
        switch self {
        case .none: "None"
        case .json: "JSON"
        case .form: "Form fields"
        case .text: "Text"
        case .base64: "Bytes, in base64"
        }
    }
}

enum Expectation: String, Choice {
    case success, any, listed

    var label: String {
        switch self {
        case .success: "Anything but an error"
        case .any: "Anything"
        case .listed: "One of a list"
        }
    }
}

struct RequestForm: Form {
    let method: Method
    let url: String
    let query: [String: String]
    let headers: [String: String]
    let body: BodyKind
    let json: JSON
    let form: [String: String]
    let text: String
    let base64: String
    let expectation: Expectation
    let statuses: [Int]
    let isIdempotent: Bool
    let redirects: Int
    let timeout: Int

    init(_ field: inout Fields) throws {
        method = try field("method", "Method", .default("GET"))
        url = try field("url", "URL", .url, .pattern("^https?://"), .placeholder("https://api.example.org/v1/things"))
        query = try field("query", "Query", .default([:]), .help("Added to the URL, percent-encoded."))
        headers = try field("headers", "Headers", .default([:]), .help("The credential's header comes by itself."))
        body = try field("body", "Body", .default("none"))
        json = try field("json", "JSON", .default(nil), .visible(when: "body", equals: "json"))
        form = try field("form", "Form fields", .default([:]), .visible(when: "body", equals: "form"))
        text = try field("text", "Text", .multiline, .default(""), .visible(when: "body", equals: "text"))
        base64 = try field(
            "base64", "Bytes", .multiline, .default(""), .pattern("^[A-Za-z0-9+/]*={0,2}$"),
            .visible(when: "body", equals: "base64"))
        expectation = try field("expect", "Expected status", .advanced, .default("success"))
        statuses = try field(
            "statuses", "Statuses", .advanced, .default([]), .count(0...50), .visible(when: "expect", equals: "listed"))
        isIdempotent = try field(
            "idempotent", "Safe to send twice", .advanced, .default(false),
            .help("Then it is sent again when its answer got lost, whatever the method."))
        redirects = try field("redirects", "Redirects", .advanced, .default(5), .range(0...20))
        timeout = try field("timeout_s", "Timeout in seconds", .advanced, .default(30), .range(1...300))
    }

    var request: Request {
        Request(
            method.rawValue, RequestURL(verbatim: url), content, query: Query(query), headers: headers,
            isAuthenticated: true, timeout: .seconds(timeout), redirects: redirects, isIdempotent: isIdempotent)
    }

    private var content: Body {
        switch body {
        case .none: .none
        case .json: .json(json)
        case .form: .form(form)
        case .text: .text(text)
        case .base64: .base64(base64)
        }
    }
}
