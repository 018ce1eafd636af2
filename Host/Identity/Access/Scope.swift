/// What an API key may do in its workspace. Writing does not imply reading: a key has the scopes that it names.
package enum Scope: String, CaseIterable, Hashable, Sendable {
    case connectorsRead = "connectors:read"
    case connectionsRead = "connections:read"
    case connectionsWrite = "connections:write"
    case workflowsRead = "workflows:read"
    case workflowsWrite = "workflows:write"
    case runsRead = "runs:read"
    case runsWrite = "runs:write"
    /// The workspace itself: its settings, members, invitations, keys and secrets.
    case workspaceRead = "workspace:read"
    case workspaceWrite = "workspace:write"
    case usageRead = "usage:read"
    case auditRead = "audit:read"
}
