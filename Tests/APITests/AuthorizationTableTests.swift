import API
import Hummingbird
import Identity
import Testing

@Suite struct AuthorizationTableTests {
    private func route(_ id: String) -> Route {
        Route(.get, "/\(id)", id: id, tag: "Test", summary: "", answers: []) { _ in Response(status: .noContent) }
    }

    private let table = AuthorizationTable(rules: ["a": .init(requirement: .anyone, auditedAs: nil), "b": .init(requirement: .user, auditedAs: nil)])

    @Test func `a table that fits its routes has no faults`() {
        #expect(table.faults(for: [route("a"), route("b")]).isEmpty)
    }

    @Test func `a route without a rule, a rule without a route and a name for two routes are faults`() {
        let faults = table.faults(for: [route("a"), route("a"), route("c")])
        #expect(faults == [
            "The route c has no entry in the table of who may call it.", "The table of who may call what names b, which is no route.",
            "Two routes are called a.",
        ])
    }
}
