package import PatchbayJSON

/// What stands between `{{` and `}}`, parsed. A small total language: each case evaluates in bounded time or fails with a
/// sentence; it has no side effects and no way to name anything outside its ``Scope``.
package indirect enum Expression: Hashable, Sendable {
    case literal(JSON)
    case root(Root)
    /// `of.name` and `of["name"]`.
    case field(of: Expression, name: String)
    /// `of[index]`, counted from 0.
    case element(of: Expression, index: Int)
}

extension Expression {
    /// The names with which a path may begin. Any other first name is a field of the trigger's body, so a step may not be
    /// called like a root.
    package enum Root: String, CaseIterable, Sendable {
        /// What started the run: `body`, and for webhooks `headers`, `query`, `method`, `path`, `received_at`.
        case trigger
        /// The steps that ended before this one: `steps.<id>.output`, `.state`, `.error`.
        case steps
        /// `run.id`, `run.workflow_id`, `run.created_at`.
        case run
        /// `workspace.id`.
        case workspace
        /// The current item inside a for-each step; reserved until that step type exists.
        case item
    }

    /// The root of a path and the names and positions that follow it; nil for what is not a path.
    package var path: (root: Root, components: [Component])? {
        switch self {
        case .literal: nil
        case .root(let root): (root, [])
        case .field(let base, let name): base.path.map { ($0.root, $0.components + [.name(name)]) }
        case .element(let base, let index): base.path.map { ($0.root, $0.components + [.index(index)]) }
        }
    }

    package enum Component: Hashable, Sendable {
        case name(String)
        case index(Int)
    }
}
