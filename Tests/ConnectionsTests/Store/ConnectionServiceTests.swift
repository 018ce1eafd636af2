import Connections
import Foundation
import Model
import PatchbayJSON
import TestSupport
import Testing

@Suite struct ConnectionServiceTests {
    @Test func `A connection shows what was entered, without its secret`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect("Ada's account")
            let shown = try await desk.connections.get(made.id, in: desk.workspace)
            #expect(shown.name == "Ada's account")
            #expect((shown.connector, shown.scheme, shown.number, shown.version) == ("relay", "bearer", 1, 1))
            #expect(shown.fields == ["allowed_hosts": [.string(desk.origin)], "base": .string(desk.origin)])
            #expect(!"\(shown)".contains(canary))
        }
    }

    @Test func `A secret is in no file of the database`() async throws {
        try await withDesk { desk in
            let connection = try await desk.connect("Visible name")
            _ = try await desk.connections.update(connection.id, in: desk.workspace, fields: ["token": .string(canary + "-second")])
            #expect(try desk.isStored("Visible name"))
            #expect(try !desk.isStored(canary))
            #expect(try !desk.isStored("allowed_hosts"))
        }
    }

    @Test func `Numbers count up in each workspace, whoever comes at once`() async throws {
        try await withDesk { desk in
            let numbers = try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { try await desk.connect().number } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...20))
            let other = try await desk.newWorkspace()
            let first = try await desk.connections.create(connector: "relay", scheme: "bearer", name: "First", fields: desk.fields(), in: other)
            #expect(first.number == 1)
        }
    }

    @Test func `A number is never given again`() async throws {
        try await withDesk { desk in
            let first = try await desk.connect()
            try await desk.connections.delete(first.id, in: desk.workspace)
            #expect(try await desk.connect().number == 2)
        }
    }

    @Test(arguments: [
        (["token": "long enough"], "/fields/allowed_hosts", "required"),
        (["allowed_hosts": ["a.example"]], "/fields/token", "required"),
        (["token": "short", "allowed_hosts": ["a.example"]], "/fields/token", "at least 8 characters"),
        (["token": 12345678, "allowed_hosts": ["a.example"]], "/fields/token", "string"),
        (["token": "long enough", "allowed_hosts": []], "/fields/allowed_hosts", "must not be empty"),
        (["token": "long enough", "allowed_hosts": ["a.example"], "tokn": "x"], "/fields/tokn", "did you mean 'token'?"),
        (["token": "long enough", "allowed_hosts": ["https://a.example", "https://b.example/path"]], "/fields/allowed_hosts/1", "not a host"),
        (["token": "long enough", "allowed_hosts": ["*.com"]], "/fields/allowed_hosts/0", "at least two parts"),
        (["token": "long\nenough", "allowed_hosts": ["a.example"]], "/fields/token", "control character"),
    ] as [(JSONObject, String, String)])
    func `What does not fit the form is refused with its place`(fields: JSONObject, pointer: String, sentence: String) async throws {
        try await withDesk { desk in
            let error = try await #require(throws: ConnectionError.self) { _ = try await desk.connect(fields: fields) }
            guard case .invalid(let faults) = error else { throw error }
            #expect(faults.contains { $0.pointer == pointer && $0.message.contains(sentence) }, "\(faults)")
            #expect(!"\(error)".contains("long enough"))
        }
    }

    @Test(arguments: ["https://elsewhere.example/hooks/T1", "http://127.0.0.1:1/hooks/T1/../admin", "http://127.0.0.1:1/hooks/T1?x=1;y", "hooks"])
    func `A secret URL must be one of the scheme's`(url: String) async throws {
        try await withDesk { desk in
            let fields: JSONObject = ["url": .string(url), "allowed_hosts": ["http://127.0.0.1:1"]]
            let error = try await #require(throws: ConnectionError.self) { _ = try await desk.connect(scheme: "webhook", fields: fields) }
            guard case .invalid(let faults) = error else { throw error }
            #expect(faults.map(\.pointer) == ["/fields/url"])
            #expect(!"\(error)".contains("T1"))
        }
    }

    @Test(arguments: ["", "  ", "a\u{7}b", String(repeating: "x", count: 201), "nul\0"])
    func `A name is 1 to 200 characters without control characters`(name: String) async throws {
        try await withDesk { desk in
            let error = try await #require(throws: ConnectionError.self) { _ = try await desk.connect(name) }
            guard case .invalid(let faults) = error else { throw error }
            #expect(faults.map(\.pointer) == ["/name"])
        }
    }

    @Test func `An unknown connector or scheme is refused by name`() async throws {
        try await withDesk { desk in
            await #expect(throws: ConnectionError.connectorUnavailable("fax")) {
                _ = try await desk.connections.create(connector: "fax", scheme: "bearer", name: "x", fields: [:], in: desk.workspace)
            }
            await #expect(throws: ConnectionError.unknownScheme("oauth", connector: "relay", known: ["bearer", "webhook"])) {
                _ = try await desk.connect(scheme: "oauth")
            }
        }
    }

    @Test func `A change keeps what it does not name, the secret above all`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            let renamed = try await desk.connections.update(made.id, in: desk.workspace, name: "Renamed")
            #expect((renamed.id, renamed.name, renamed.version, renamed.fields) == (made.id, "Renamed", 2, made.fields))
            let changed = try await desk.connections.update(made.id, in: desk.workspace, fields: ["base": nil])
            #expect(changed.version == 3)
            #expect(changed.fields["base"] == nil)
            let report = await desk.runner.run(ActionRequest(
                workspace: desk.workspace, connector: "relay", action: "send", connection: .id(made.id),
                input: ["request": ["url": .string(desk.origin), "auth": true]], idempotencyKey: "k"))
            #expect(try report.output["text"] == "authorization: Bearer [secret]")
        }
    }

    @Test func `A change that does not fit changes nothing`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            await #expect(throws: ConnectionError.self) {
                _ = try await desk.connections.update(made.id, in: desk.workspace, name: "Other", fields: ["token": nil])
            }
            let shown = try await desk.connections.get(made.id, in: desk.workspace)
            #expect((shown.name, shown.version) == (made.name, 1))
        }
    }

    @Test func `Who adds a host must know the secret that it will receive`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            let wider: JSONObject = ["allowed_hosts": [.string(desk.origin), "https://collector.example"]]
            let error = try await #require(throws: ConnectionError.self) {
                _ = try await desk.connections.update(made.id, in: desk.workspace, fields: wider)
            }
            guard case .invalid(let faults) = error else { throw error }
            #expect(faults.map(\.pointer) == ["/fields/allowed_hosts"])
            let both = wider.merging(["token": "another token"])
            #expect(try await desk.connections.update(made.id, in: desk.workspace, fields: both).version == 2)
            let narrower: JSONObject = ["allowed_hosts": [.string(desk.origin)]]
            #expect(try await desk.connections.update(made.id, in: desk.workspace, fields: narrower).version == 3)
        }
    }

    @Test func `Changes at the same time are made one after the other, and none is lost`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            try await withThrowingTaskGroup { group in
                group.addTask { _ = try await desk.connections.update(made.id, in: desk.workspace, name: "New name") }
                group.addTask { _ = try await desk.connections.update(made.id, in: desk.workspace, fields: ["base": "https://base.example"]) }
                try await group.waitForAll()
            }
            let shown = try await desk.connections.get(made.id, in: desk.workspace)
            #expect((shown.name, shown.fields["base"], shown.version) == ("New name", "https://base.example", 3))
        }
    }

    @Test func `A connection that workflows use is deleted only by force`() async throws {
        try await withDesk(usage: { _, _, number, _ in number == 1 ? ["Alerts", "Digest"] : [] }) { desk in
            let used = try await desk.connect()
            let free = try await desk.connect()
            await #expect(throws: ConnectionError.inUse(workflows: ["Alerts", "Digest"])) {
                try await desk.connections.delete(used.id, in: desk.workspace)
            }
            try await desk.connections.delete(free.id, in: desk.workspace)
            try await desk.connections.delete(used.id, in: desk.workspace, force: true)
            #expect(try await desk.connections.list(in: desk.workspace).elements.isEmpty)
            await #expect(throws: ConnectionError.notFound) { try await desk.connections.delete(used.id, in: desk.workspace, force: true) }
        }
    }

    @Test func `A list comes in parts, in order, and by connector`() async throws {
        try await withDesk { desk in
            for number in 1...5 { _ = try await desk.connect("Account \(number)") }
            var names: [String] = []
            var cursor: String?
            repeat {
                let page = try await desk.connections.list(in: desk.workspace, connector: "repeater", after: cursor, limit: 2)
                #expect(page.elements.count <= 2)
                names += page.elements.map(\.name)
                cursor = page.next
            } while cursor != nil
            #expect(names == (1...5).map { "Account \($0)" })
            #expect(try await desk.connections.list(in: desk.workspace, connector: "fax").elements.isEmpty)
        }
    }

    @Test func `Another workspace's connection does not exist`() async throws {
        try await withDesk { desk in
            let made = try await desk.connect()
            let other = try await desk.newWorkspace()
            await #expect(throws: ConnectionError.notFound) { _ = try await desk.connections.get(made.id, in: other) }
            await #expect(throws: ConnectionError.notFound) { _ = try await desk.connections.update(made.id, in: other, name: "Mine") }
            await #expect(throws: ConnectionError.notFound) { try await desk.connections.delete(made.id, in: other, force: true) }
            await #expect(throws: ConnectionError.notFound) { _ = try await desk.connections.test(made.id, in: other) }
            #expect(try await desk.connections.list(in: other).elements.isEmpty)
        }
    }
}

extension JSONObject {
    fileprivate func merging(_ other: JSONObject) -> JSONObject { JSONObject((Array(self) + Array(other)).map { ($0.key, $0.value) }) }
}
