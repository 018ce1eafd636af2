import API
import App
import Hummingbird
import Identity
import PatchbayJSON
import Storage
import Testing

@Suite struct IdempotencyTests {
    /// What somebody does to the records behind the host's back.
    enum Records: String, StatementSet {
        case expire = "UPDATE idempotency_records SET expires_at = 0"
        case loseAnswer = "UPDATE idempotency_records SET answer_sealed = NULL, state = 'performed'"
        case holdElsewhere = "UPDATE idempotency_records SET answer_sealed = NULL, host = 'another', held_until = 9000000000000000"
        case letGoElsewhere = "UPDATE idempotency_records SET answer_sealed = NULL, host = 'another', held_until = 1"
        case count = "SELECT COUNT(*) FROM idempotency_records"
        case answers = "SELECT answer_sealed FROM idempotency_records"
    }

    private let routes = TestRoutes()

    private func withHost(_ body: (HostUnderTest) async throws -> Void) async throws {
        try await HostUnderTest.with(more: routes.routes, rules: TestRoutes.rules) { host in
            try await routes.use(host)
            try await body(host)
        }
    }

    @Test func `a repeat gets the stored answer byte for byte and has no effect`() async throws {
        try await withHost { host in
            let first = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            let second = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            #expect((first.status, second.status) == (201, 201))
            #expect(first.bytes == second.bytes)
            for name in ["content-type", "location", "etag"] { #expect(first.header(name) == second.header(name)) }
            #expect(first.header("idempotency-replayed") == nil)
            #expect(second.header("idempotency-replayed") == "true")
            #expect(second.header("date") == nil)
            #expect(try await routes.count == 1)
            #expect(try await host.entries("?action=test.effect").count == 1, "one effect, one entry")
        }
    }

    @Test func `other keys, and none, have effects of their own`() async throws {
        try await withHost { host in
            for key in ["k1", "k2", nil, nil] { _ = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: key) }
            #expect(try await routes.count == 4)
        }
    }

    @Test(arguments: [("", JSON.object(["a": 2])), ("?q=1", .object(["a": 1]))])
    func `the key with another body or query is refused`(query: String, body: JSON) async throws {
        try await withHost { host in
            _ = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            let other = try await host.post("/api/v1/test/effect" + query, body, idempotencyKey: "k1")
            #expect((other.status, other.problem) == (422, "idempotency-key-reused"))
            #expect(try await routes.count == 1)
        }
    }

    @Test func `the same key on another route is another key`() async throws {
        try await withHost { host in
            _ = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            #expect(try await host.post("/api/v1/test/outside", ["a": 1], idempotencyKey: "k1").status == 200)
        }
    }

    @Test func `of fifty at once one has the effect, and the others get its answer or are told to come again`() async throws {
        try await withHost { host in
            let answers = try await withThrowingTaskGroup { group in
                for _ in 1...50 { group.addTask { try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(try await routes.count == 1)
            let bodies = Set(answers.filter { $0.status == 201 }.map(\.bytes))
            #expect(bodies.count == 1)
            for answer in answers where answer.status != 201 {
                #expect((answer.status, answer.problem) == (409, "request-in-progress"))
                #expect(answer.header("retry-after") == "1")
            }
        }
    }

    @Test func `while a request runs its repeat waits outside, and gets the answer later`() async throws {
        try await withHost { host in
            async let first = host.post("/api/v1/test/slow", ["a": 1], idempotencyKey: "k1")
            await routes.gate.arrival()
            let early = try await host.post("/api/v1/test/slow", ["a": 1], idempotencyKey: "k1")
            let wrong = try await host.post("/api/v1/test/slow", ["a": 2], idempotencyKey: "k1")
            routes.gate.open()
            let answer = try await first
            let late = try await host.post("/api/v1/test/slow", ["a": 1], idempotencyKey: "k1")
            #expect((early.status, wrong.status, answer.status, late.status) == (409, 422, 200, 200))
            #expect(late.bytes == answer.bytes)
            #expect(try await routes.count == 1)
        }
    }

    @Test func `a refusal without an effect is not kept: the next try may fare better`() async throws {
        try await withHost { host in
            var answers: [HostUnderTest.Answer] = []
            for _ in 1...3 { answers.append(try await host.post("/api/v1/test/refusing", idempotencyKey: "k1")) }
            #expect(answers.map(\.status) == [409, 200, 200])
            #expect(answers.map { $0.header("idempotency-replayed") } == [nil, nil, "true"])
            #expect(try await routes.count == 1)
        }
    }

    @Test func `an effect whose answer failed is not repeated, and the repeat names it`() async throws {
        try await withHost { host in
            #expect(try await host.post("/api/v1/test/breaking", idempotencyKey: "k1").status == 500)
            let again = try await host.post("/api/v1/test/breaking", idempotencyKey: "k1")
            #expect((again.status, again.problem, again.json["subject"]) == (409, "answer-lost", "thing_1"))
            #expect(try await routes.count == 1)
            #expect(try await host.entries("?action=test.break").count == 1, "what was done is on record, however it was answered")
        }
    }

    @Test func `answers survive a restart, and an answer that did not is called lost`() async throws {
        try await withTemporaryFolder { folder in
            var first: HostUnderTest.Answer?
            do {
                let host = try await HostUnderTest(folder, more: routes.routes, rules: TestRoutes.rules)
                try await routes.use(host)
                first = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            }
            routes.forget()
            let host = try await HostUnderTest(folder, more: routes.routes, rules: TestRoutes.rules)
            try await routes.use(host)
            #expect(try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1").bytes == first?.bytes)
            try await host.host.database.write { try $0.execute(Records.loseAnswer) }
            let lost = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            #expect((lost.status, lost.problem, lost.json["subject"]) == (409, "answer-lost", "thing_1"))
            #expect(try await routes.count == 1)
        }
    }

    @Test func `what another host is still answering is in progress, until it has held it too long`() async throws {
        try await withHost { host in
            func again() async throws -> String? { try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1").problem }
            _ = try await again()
            try await host.host.database.write { try $0.execute(Records.holdElsewhere) }
            #expect(try await again() == "request-in-progress")
            try await host.host.database.write { try $0.execute(Records.letGoElsewhere) }
            #expect(try await again() == "answer-lost")
            #expect(try await routes.count == 1)
        }
    }

    @Test func `after a day the key is free again, and the record goes`() async throws {
        try await withHost { host in
            _ = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            try await host.host.database.write { try $0.execute(Records.expire) }
            #expect(try await host.post("/api/v1/test/effect", ["a": 2], idempotencyKey: "k1").status == 201)
            #expect(try await routes.count == 2)
            try await host.host.database.write { try $0.execute(Records.expire) }
            try await host.host.repeats.prune()
            #expect(try await host.host.database.read { try $0.first(Records.count)?.integer(0) } == 0)
        }
    }

    @Test(arguments: ["", "a b", "schlüssel", String(repeating: "k", count: 256)])
    func `a key that is none is refused`(key: String) async throws {
        try await withHost { host in
            let answer = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: key)
            #expect(answer.status == 422)
            #expect(try await routes.count == 0)
        }
    }

    @Test func `a key of 255 characters is one`() async throws {
        try await withHost { host in
            let answer = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: String(repeating: "~", count: 255))
            #expect(answer.status == 201)
        }
    }

    @Test func `where anyone may call nobody owns a key: it is not looked at`() async throws {
        try await withHost { host in
            for _ in 1...2 {
                let answer = try await host.post("/api/v1/test/guests", idempotencyKey: "k1")
                #expect(answer.header("idempotency-replayed") == nil)
            }
            #expect(try await routes.count == 2)
        }
    }

    @Test func `what is stored of an answer tells nothing without the key`() async throws {
        try await withHost { host in
            let answer = try await host.post("/api/v1/test/effect", ["canary": "canary-4711"], idempotencyKey: "k1")
            let stored = try await host.host.database.read { try $0.first(Records.answers)?.blob(0) ?? [] }
            #expect(stored.count > answer.bytes.count)
            #expect(!String(decoding: stored, as: UTF8.self).contains("canary"))
        }
    }

    @Test func `the key works under either name of a route`() async throws {
        try await withHost { host in
            let workspace = host.host.identity.workspace
            let first = try await host.post("/api/v1/test/effect", ["a": 1], idempotencyKey: "k1")
            let second = try await host.post("/api/v1/workspaces/\(workspace)/test/effect", ["a": 1], idempotencyKey: "k1")
            #expect(first.bytes == second.bytes)
            #expect(try await routes.count == 1)
        }
    }
}
