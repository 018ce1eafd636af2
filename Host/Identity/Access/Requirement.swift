/// What a route asks of who calls it.
package enum Requirement: Hashable, Sendable {
    case anyone
    /// Anyone; who sends a key or token holds a good one, and the route is told whose it is.
    case guest
    /// Whoever holds a good key or token, of whatever workspace.
    case caller
    /// Somebody who has logged in, member of a workspace or not.
    case user
    /// A member with at least this role, or an API key with this scope.
    case workspace(Role, Scope)
    /// Somebody who administers the installation.
    case platformAdmin
}
