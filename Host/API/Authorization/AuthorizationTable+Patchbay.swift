import Identity

extension AuthorizationTable {
    /// The table of Patchbay's own routes.
    package static let patchbay = AuthorizationTable(rules: [
        "health": .anyone,
        "ready": .anyone,
        "openapi": .anyone,
        "receiveWebhook": .anyone,

        "listConnectors": .members(.viewer, .connectorsRead),
        "getConnector": .members(.viewer, .connectorsRead),
        "runAction": .members(.editor, .runsWrite, "action.run"),

        "listConnections": .members(.viewer, .connectionsRead),
        "getConnection": .members(.viewer, .connectionsRead),
        "createConnection": .members(.editor, .connectionsWrite, "connection.create"),
        "updateConnection": .members(.editor, .connectionsWrite, "connection.update"),
        "deleteConnection": .members(.editor, .connectionsWrite, "connection.delete"),
        "testConnection": .members(.editor, .connectionsWrite, "connection.test"),
        "testUnsavedConnection": .members(.editor, .connectionsWrite, "connection.test"),

        "listWorkflows": .members(.viewer, .workflowsRead),
        "getWorkflow": .members(.viewer, .workflowsRead),
        "validateWorkflow": .members(.viewer, .workflowsRead),
        "createWorkflow": .members(.editor, .workflowsWrite, "workflow.create"),
        "replaceWorkflow": .members(.editor, .workflowsWrite, "workflow.replace"),
        "deleteWorkflow": .members(.editor, .workflowsWrite, "workflow.delete"),
        "enableWorkflow": .members(.editor, .workflowsWrite, "workflow.enable"),
        "disableWorkflow": .members(.editor, .workflowsWrite, "workflow.disable"),
        "runWorkflow": .members(.editor, .runsWrite, "workflow.run"),

        "listRuns": .members(.viewer, .runsRead),
        "getRun": .members(.viewer, .runsRead),
        "retryRun": .members(.editor, .runsWrite, "run.retry"),
        "cancelRun": .members(.editor, .runsWrite, "run.cancel"),

        "getKeySet": .anyone,
        "register": .anyone("user.register"),
        "logIn": .anyone("session.start"),
        "refreshSession": .anyone,
        "logOut": .anyone("session.end"),
        "requestPasswordReset": .anyone("password_reset.request"),
        "confirmPasswordReset": .anyone("password_reset.confirm"),
        "changePassword": .user("password.change"),
        "getMe": .user(),
        "updateMe": .user("user.update"),
        "listMySessions": .user(),
        "endMySession": .user("session.end"),

        "listUsers": .platformAdmin(),
        "getUser": .platformAdmin(),
        "createUser": .platformAdmin("user.create"),
        "updateUser": .platformAdmin("user.update"),
        "disableAdminKey": .platformAdmin("admin_key.disable"),

        "createWorkspace": .guest("workspace.create"),
        "listWorkspaces": .caller,
        "getWorkspace": .members(.viewer, .workspaceRead),
        "updateWorkspace": .members(.admin, .workspaceWrite, "workspace.update"),
        "deleteWorkspace": .members(.owner, .workspaceWrite, "workspace.delete"),
        "listAllWorkspaces": .platformAdmin(),
        "getAnyWorkspace": .platformAdmin(),
        "administerWorkspace": .platformAdmin("workspace.administer"),
        "deleteAnyWorkspace": .platformAdmin("workspace.delete"),

        "listMembers": .members(.viewer, .workspaceRead),
        "updateMember": .members(.admin, .workspaceWrite, "member.update"),
        "removeMember": .members(.admin, .workspaceWrite, "member.remove"),
        "leaveWorkspace": .user("member.leave"),
        "createInvitation": .members(.admin, .workspaceWrite, "invitation.create"),
        "listInvitations": .members(.admin, .workspaceRead),
        "revokeInvitation": .members(.admin, .workspaceWrite, "invitation.revoke"),
        "acceptInvitation": .user("invitation.accept"),

        "createAPIKey": .members(.admin, .workspaceWrite, "api_key.create"),
        "listAPIKeys": .members(.admin, .workspaceRead),
        "getAPIKey": .members(.admin, .workspaceRead),
        "revokeAPIKey": .members(.admin, .workspaceWrite, "api_key.revoke"),
        "listWebhookSecrets": .members(.admin, .workspaceRead),
        "rotateWebhookSecret": .members(.admin, .workspaceWrite, "webhook_secret.rotate"),

        "listPlugins": .platformAdmin(),
        "getPlugin": .platformAdmin(),
        "releasePlugin": .platformAdmin("plugin.release"),
        "approvePlugin": .platformAdmin("plugin.approve"),

        "listAuditEntries": .members(.admin, .auditRead),
        "listPlatformAuditEntries": .platformAdmin(),

        "listPlans": .platformAdmin(),
        "getPlan": .platformAdmin(),
        "putPlan": .platformAdmin("plan.put"),
        "deletePlan": .platformAdmin("plan.delete"),
        "getUsage": .members(.viewer, .usageRead),
    ])

    /// This table with rules for routes beyond those of the API, which anyone may call unless `rules` says otherwise.
    func allowing(_ more: [Route], _ rules: [String: Rule] = [:]) -> AuthorizationTable {
        AuthorizationTable(rules: self.rules.merging(more.map { ($0.id, rules[$0.id] ?? .anyone) }) { own, _ in own })
    }
}
