package import Identity

/// Who may call which route, and what the audit log calls it: the one place where that is said.
///
/// A route without an entry, or an entry without a route, stops the start.
package struct AuthorizationTable: Sendable {
    package struct Rule: Sendable {
        package let requirement: Requirement
        /// `workflow.create`; nil for what changes nothing worth keeping a record of.
        package let auditedAs: String?

        package init(requirement: Requirement, auditedAs: String?) {
            self.requirement = requirement
            self.auditedAs = auditedAs
        }
    }

    /// By the id of the route.
    package let rules: [String: Rule]

    package init(rules: [String: Rule]) {
        self.rules = rules
    }

    package subscript(route: Route) -> Rule? { rules[route.id] }

    /// What is wrong with the table, as sentences.
    package func faults(for routes: [Route]) -> [String] {
        let ids = Set(routes.map(\.id))
        let unruled = ids.subtracting(rules.keys).sorted().map { "The route \($0) has no entry in the table of who may call it." }
        let unrouted = Set(rules.keys).subtracting(ids).sorted().map { "The table of who may call what names \($0), which is no route." }
        let doubled = Dictionary(grouping: routes, by: \.id).filter { $0.value.count > 1 }.keys.sorted().map { "Two routes are called \($0)." }
        return unruled + unrouted + doubled
    }
}

extension AuthorizationTable.Rule {
    static let anyone = Self(requirement: .anyone, auditedAs: nil)

    static func anyone(_ action: String) -> Self { Self(requirement: .anyone, auditedAs: action) }

    static func guest(_ action: String) -> Self { Self(requirement: .guest, auditedAs: action) }

    static let caller = Self(requirement: .caller, auditedAs: nil)

    static func user(_ action: String? = nil) -> Self { Self(requirement: .user, auditedAs: action) }

    static func platformAdmin(_ action: String? = nil) -> Self { Self(requirement: .platformAdmin, auditedAs: action) }

    static func members(_ role: Role, _ scope: Scope, _ action: String? = nil) -> Self {
        Self(requirement: .workspace(role, scope), auditedAs: action)
    }
}
