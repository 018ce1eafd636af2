import API
import App
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import PatchbayJSON
import Storage
import Synchronization

/// Routes whose effects can be counted: a row each, in the database of the host.
final class TestRoutes: Sendable {
    enum Effects: String, StatementSet {
        case table = "CREATE TABLE IF NOT EXISTS effects (number INTEGER PRIMARY KEY, path TEXT NOT NULL) STRICT"
        case add = "INSERT INTO effects (path) VALUES (?1)"
        case count = "SELECT COUNT(*) FROM effects"
    }

    struct Breakdown: Error {}

    private let database = Mutex<Database?>(nil)
    private let refusesOnce = Mutex(true)
    /// Holds up the slow route until it is opened.
    let gate = TestGate()

    static let rules: [String: AuthorizationTable.Rule] = [
        "effect": .init(requirement: .workspace(.editor, .runsWrite), auditedAs: "test.effect"),
        "breaking": .init(requirement: .platformAdmin, auditedAs: "test.break"),
        "refusing": .init(requirement: .platformAdmin, auditedAs: "test.refuse"),
        "slow": .init(requirement: .platformAdmin, auditedAs: "test.slow"),
        "outside": .init(requirement: .platformAdmin, auditedAs: "test.outside"),
        "usersOnly": .init(requirement: .user, auditedAs: "test.users_only"),
        "guests": .init(requirement: .anyone, auditedAs: "test.guest"),
    ]

    func use(_ host: HostUnderTest) async throws {
        database.withLock { $0 = host.host.database }
        try await host.host.database.write { try $0.execute(Effects.table) }
    }

    /// Lets go of a host that is to end.
    func forget() {
        database.withLock { $0 = nil }
    }

    var count: Int64 {
        get async throws { try await current.read { try $0.first(Effects.count)?.integer(0) ?? -1 } }
    }

    private var current: Database {
        get throws {
            guard let database = database.withLock({ $0 }) else { throw Breakdown() }
            return database
        }
    }

    private func happen(_ name: String) async throws {
        CommitRider.concern("thing_1")
        try await current.commit { try $0.execute(Effects.add, .text(name)) }
    }

    var routes: [Route] {
        [
            post("effect") { [self] call in
                try await happen("effect")
                let answer: JSON = ["secret": .string(UUID().uuidString), "body": call.body]
                return .json(answer, status: .created, headers: [.location: "/things/1", .eTag: "\"1\"", .date: "never kept"])
            },
            post("breaking") { [self] _ in
                try await happen("breaking")
                throw Breakdown()
            },
            post("refusing") { [self] _ in
                if refusesOnce.withLock({ exchange(&$0, with: false) }) { throw Problem(.conflict, .init(rawValue: "conflict"), "Not yet.") }
                try await happen("refusing")
                return .json(["ok": true])
            },
            post("slow") { [self] _ in
                await gate.wait()
                try await happen("slow")
                return .json(["ok": true])
            },
            post("outside") { _ in .json(["ok": true]) },
            post("usersOnly") { _ in .json(["ok": true]) },
            post("guests") { [self] _ in
                try await happen("guests")
                return .json(["ok": true])
            },
        ]
    }

    private func post(_ id: String, _ handler: @escaping Route.Handler) -> Route {
        Route(.post, "/api/v1/test/\(id)", id: id, tag: "Test", summary: "", body: .any(limit: 1 << 20), acceptsAnyQuery: true, answers: [], handler: handler)
    }
}

/// Who waits goes on when it is opened; who waits for an arrival goes on when somebody waits.
final class TestGate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let (resumed, watchers) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
                if !state.isOpen { state.waiting.append(continuation) }
                return (state.isOpen, exchange(&state.watchers, with: []))
            }
            for watcher in watchers { watcher.resume() }
            if resumed { continuation.resume() }
        }
    }

    func arrival() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.waiting.isEmpty { state.watchers.append(continuation) }
                return !state.waiting.isEmpty
            }
            if isThere { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            return exchange(&state.waiting, with: [])
        }
        for continuation in waiting { continuation.resume() }
    }
}
