import PluginKit

/// A connector with one of everything.
struct Probe: Connector {
    let about = About(
        "probe", "Probe", version: "1.2.3",
        .description("One of everything."), .category(.developer), .hosts("api.example.org", AllowedHost("*.example.net", port: 8443)),
        .limits(concurrency: 4, timeout: .seconds(5), memory: 64), .rateLimit(RateLimit(10, per: .seconds(1))),
        .rateLimit(RateLimit(1000, per: .seconds(3600), scope: .account)), .aliases("old-probe"), .requires("sync")
    )

    var auth: [Auth] {
        Auth.none()
        Auth.bearer(
            "token", "Token", token: Field("token", "Token"),
            .fields(Field("region", "Region", .default("eu"))),
            .identity { call in Identity(id: "7", name: call.connection?.fields["region"]?.string ?? "") })
        Auth.apiKey("key", "Key", key: Field("key", "Key"), header: "X-Key", .test { _ in throw CallError.reauthorize("Gone.") })
        Auth.basic("basic", "Basic", username: Field("user", "User"), password: Field("password", "Password"))
        Auth.urlSecret("hook", "Hook", url: Field("url", "URL"), pattern: "^https://hooks\\.example\\.org/")
        Auth.oauth2(
            "oauth", "OAuth",
            OAuth2(authorize: "https://example.org/authorize", token: "https://example.org/token", scopes: ["read"]))
    }

    var actions: [Action] {
        Action("fill", "Fill in", .readOnly, .idempotent, .withoutConnection) { (form: Everything, _) in form.json }
        Action("call", "Look at the call") { (_: NoInput, call) in
            .members([
                "attempt": call.attempt, "key": call.idempotencyKey, "scheme": call.connection?.scheme,
                "region": call.connection?.fields["region"], "in_time": call.timeLeft > .seconds(50), "now": call.now,
            ])
        }
        Action("get", "Get", .scopes("read"), .idempotencyKey(header: "Idempotency-Key")) { (form: Path, call) in
            call.log(.info, "getting \(form.path)")
            return try await call.http.get("https://api.example.org/things/\(form.path)", query: ["limit": 5, "none": nil]).json
        }
        Action("throw", "Throw") { (_: NoInput, _) in throw CallError(.rateLimited, "Slow down.", retryAfter: .seconds(3)) }
        Action("surprise", "Throw something else") { (_: NoInput, _) in throw Surprise() }
    }

    var triggers: [Trigger] {
        Trigger.poll("new", "New thing", every: .seconds(60), .dedupe(by: "/id"), .output(Field("id", "Id"))) {
            (_: NoInput, request, _) in
            let last = request.cursor?.int64 ?? 0
            return Poll([Event(["id": .string("e\(last)")], id: "e\(last)")], cursor: .number(JSONNumber(last + 1)))
        }
        Trigger.webhook(
            "hook", "Hook", verification: Verification(.hmacSHA256, header: "X-Signature", secret: "signing_secret"),
            .subscribe { (_: NoInput, request, _) in Subscription(["url": .string(request.callbackURL)], expiresAt: 5) },
            .unsubscribe { (_: NoInput, _, _) in }
        ) { (_: NoInput, request, _) in
            guard case .json(let body) = request.body else { return Receipt([], status: 415, body: .text("JSON only")) }
            return Receipt([Event(body)])
        }
    }

    var streams: [Stream] {
        Stream("things", "Things", schema: ["type": "object"], primaryKey: ["/id"]) { request, _ in
            let page = request.state?.int64 ?? 0
            return StreamPage([["id": .number(JSONNumber(page))]], state: .number(JSONNumber(page + 1)), more: page < 2)
        }
    }

    var normalizers: [Normalizer] {
        Normalizer("new") { data in [["kind": "thing.created", "id": data["id"] ?? nil]] }
    }
}

struct Surprise: Error {}

struct Path: Form {
    let path: String

    init(_ field: inout Fields) throws {
        path = try field("path", "Path")
    }
}

enum Size: String, Choice {
    case small, very_large
}

struct Point: Form, JSONConvertible {
    let x: Double
    let y: Double

    init(_ field: inout Fields) throws {
        x = try field("x", "X")
        y = try field("y", "Y", .default(0.5))
    }

    var json: JSON { .members(["x": x, "y": y]) }
}

/// A field of each type.
struct Everything: Form, JSONConvertible {
    let text: String
    let count: Int
    let flag: Bool
    let note: String?
    let size: Size
    let tags: [String]
    let points: [Point]
    let labels: [String: Int]
    let anything: JSON?
    let item: String?

    static let items = OptionSource(search: true, paging: true, dependsOn: ["text"]) { query, _ in
        OptionPage(
            [Option("\(query.input["text"]?.string ?? "")-\(query.search ?? "")", label: "One")],
            next: query.page == nil ? "2" : nil)
    }

    init(_ field: inout Fields) throws {
        text = try field("text", "Text", .multiline, .length(1...10), .help("Some text."), .placeholder("abc"))
        count = try field("count", "Count", .default(3), .range(0...10), .advanced, .group("Numbers"))
        flag = try field("flag", "Flag", .default(false))
        note = try field("note", "Note", .aliases("remark"), .deprecated("Use text.", replacement: "text"))
        size = try field("size", "Size", .default("small"))
        tags = try field("tags", "Tags", .default([]), .elements(matching: "^[a-z]+$"))
        points = try field("points", "Points", .default([]))
        labels = try field("labels", "Labels", .default([:]))
        anything = try field("anything", "Anything", .visible(when: "size", equals: "small"))
        item = try field("item", "Item", .options(Self.items))
    }

    var json: JSON {
        .members([
            "text": text, "count": count, "flag": flag, "note": note, "size": size.rawValue, "tags": tags, "points": points,
            "labels": labels, "anything": anything, "item": item,
        ])
    }
}
