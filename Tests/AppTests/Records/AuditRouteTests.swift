import API
import App
import Hummingbird
import Identity
import Model
import PatchbayJSON
import Storage
import Testing

@Suite struct AuditRouteTests {
    private static let workflow: JSON = [
        "name": "orders", "trigger": ["type": "manual"], "steps": [["id": "note", "connector": "http", "action": "request", "input": [:]]],
    ]

    /// Why a route that is no GET keeps no record.
    private static let exceptions = ["validateWorkflow": "It changes nothing."]

    private let routes = TestRoutes()

    private func withHost(_ body: (HostUnderTest) async throws -> Void) async throws {
        try await HostUnderTest.with(more: routes.routes, rules: TestRoutes.rules) { host in
            try await routes.use(host)
            try await body(host)
        }
    }

    @Test func `every route that changes something has a name in the audit log`() async throws {
        try await withHost { host in
            for route in host.host.api.routes where route.method != .get {
                let rule = try #require(AuthorizationTable.patchbay[route])
                guard rule.requirement != .anyone, Self.exceptions[route.id] == nil else { continue }
                #expect(rule.auditedAs != nil, "\(route.id)")
            }
            for id in Self.exceptions.keys { #expect(AuthorizationTable.patchbay.rules[id]?.auditedAs == nil, "\(id) is no exception") }
        }
    }

    @Test func `who did what to which object from where is told, newest first`() async throws {
        try await withHost { host in
            let created = try await host.post("/api/v1/workflows", Self.workflow)
            #expect(created.status == 201)
            let id = try #require(created.json["id"]?.string)
            _ = try await host.post("/api/v1/workflows/\(id)/disable")
            _ = try await host.send(.delete, "/api/v1/workflows/\(id)")
            let entries = try await host.send(.get, "/api/v1/audit").json["items"]?.array ?? []
            #expect(entries.map { $0["action"] } == ["workflow.delete", "workflow.disable", "workflow.create"])
            for entry in entries {
                #expect(entry["subject"]?.string == id)
                #expect(entry["actor"] == "admin_key")
                #expect(entry["outcome"] == "done")
                #expect(entry["workspace_id"]?.string == host.host.identity.workspace.text)
                #expect(entry["trace_id"]?.string?.count == 32)
            }
        }
    }

    @Test func `what failed, was not found or was not allowed in leaves no entry`() async throws {
        try await withHost { host in
            let malformed = try await host.post("/api/v1/workflows", ["name": 1])
            #expect(malformed.status == 422)
            #expect(try await host.post("/api/v1/workflows/wf_00000000000000000000000000/enable").status == 404)
            #expect(try await host.send(.post, "/api/v1/workflows", Self.workflow, isKnown: false).status == 401)
            #expect(try await host.post("/api/v1/test/refusing").status == 409)
            #expect(try await host.entries().isEmpty)
        }
    }

    @Test func `an effect outside the database is on record, too`() async throws {
        try await withHost { host in
            _ = try await host.post("/api/v1/test/outside")
            #expect(try await host.entries().map { $0["action"] } == ["test.outside"])
        }
    }

    @Test func `a known caller who is refused is on record, and a nameless one as anonymous`() async throws {
        try await withHost { host in
            let refused = try await host.post("/api/v1/test/usersOnly")
            #expect(refused.status == 403)
            _ = try await host.send(.post, "/api/v1/test/guests", isKnown: false)
            let entries = try await host.entries()
            #expect(entries.map { $0["action"] } == ["test.guest", "test.users_only"])
            #expect(entries.map { $0["actor"] } == ["anonymous", "admin_key"])
            #expect(entries.map { $0["outcome"] } == ["done", "refused"])
        }
    }

    @Test func `the log can be filtered, paged and had as lines`() async throws {
        try await withHost { host in
            for _ in 1...7 { _ = try await host.post("/api/v1/test/outside") }
            _ = try await host.post("/api/v1/test/effect")
            #expect(try await host.entries("?action=test.effect").count == 1)
            #expect(try await host.entries("?subject=thing_1").count == 1)
            #expect(try await host.entries("?actor=usr_1").isEmpty)
            #expect(try await host.entries("?to=2020-01-01T00:00:00Z").isEmpty)
            let page = try await host.send(.get, "/api/v1/platform/audit?limit=3").json
            #expect(page["items"]?.array?.count == 3)
            let next = try #require(page["next_cursor"]?.string)
            #expect(try await host.entries("?limit=3&cursor=\(next)").map { $0["number"] } == [5, 4, 3])
            #expect(try await host.send(.get, "/api/v1/platform/audit?cursor=x").status == 422)
            let lines = try await host.send(.get, "/api/v1/platform/audit?format=ndjson")
            #expect(lines.header("content-type") == "application/x-ndjson")
            let numbers = try lines.bytes.split(separator: UInt8(ascii: "\n")).map { try JSON.parse(Array($0))["number"] }
            #expect(numbers == [8, 7, 6, 5, 4, 3, 2, 1])
            #expect(try await host.send(.get, "/api/v1/audit", headers: [.accept: "application/x-ndjson"]).bytes.split(separator: 10).count == 1, "the rest is no workspace's")
        }
    }
}
