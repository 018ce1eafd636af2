package import Connections
package import Egress
package import Engine
package import Hummingbird
package import Identity
package import PluginHost
package import Storage
package import Triggers

/// The REST API: its routes over the parts that do the work.
package struct API: Sendable {
    let authenticator: Authenticator
    let identity: Identity
    let accounts: Accounts
    let mailer: Mailer
    let tenancy: Tenancy
    let quotas: Quotas
    let database: Database
    let plugins: PluginHost
    let connections: ConnectionService
    let workflows: WorkflowStore
    let upgrades: ConnectorUpgrades
    let runs: RunService
    let intake: WebhookIntake
    let audit: AuditLog
    let repeats: IdempotencyRecords
    let publicURL: String
    let corsOrigins: Set<String>
    let trustedProxies: [AddressRange]
    let addressRate: Int
    let version: String

    package init(
        authenticator: Authenticator, identity: Identity, accounts: Accounts, mailer: Mailer, tenancy: Tenancy, quotas: Quotas,
        database: Database, plugins: PluginHost, connections: ConnectionService, workflows: WorkflowStore, upgrades: ConnectorUpgrades,
        runs: RunService, intake: WebhookIntake, audit: AuditLog, repeats: IdempotencyRecords, publicURL: String,
        corsOrigins: Set<String>, trustedProxies: [AddressRange], addressRate: Int, version: String
    ) {
        self.authenticator = authenticator
        self.identity = identity
        self.accounts = accounts
        self.mailer = mailer
        self.tenancy = tenancy
        self.quotas = quotas
        self.database = database
        self.plugins = plugins
        self.connections = connections
        self.workflows = workflows
        self.upgrades = upgrades
        self.runs = runs
        self.intake = intake
        self.audit = audit
        self.repeats = repeats
        self.publicURL = publicURL
        self.corsOrigins = corsOrigins
        self.trustedProxies = trustedProxies
        self.addressRate = addressRate
        self.version = version
    }

    /// A router that serves every route; `more` are served and not described, and for anyone unless `rules` says otherwise.
    package func router(more: [Route] = [], rules: [String: AuthorizationTable.Rule] = [:]) throws -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        // The first two also see the problems that the third makes of errors: a page must be able to read those, too.
        router.add(middleware: SecurityHeadersMiddleware())
        if !corsOrigins.isEmpty { router.add(middleware: CrossOriginMiddleware(origins: corsOrigins)) }
        let clients = ClientAddress(trusted: trustedProxies)
        router.add(middleware: TraceMiddleware(clients: clients))
        let table = try RouteTable(
            routes + more, .patchbay.allowing(more, rules), Doorkeeper(authenticator: authenticator),
            RequestLimits(quotas: quotas, clients: clients, addressRate: addressRate),
            EffectRecords(database: database, audit: audit, repeats: repeats, clients: clients))
        router.add(middleware: MethodMiddleware(table.paths))
        try table.register(on: router)
        return router
    }

    private var userRoutes: [Route] {
        let cookie = RefreshCookie(origins: corsOrigins.union([publicURL]))
        let auth = AuthRoutes(
            accounts: accounts, authenticator: authenticator, tenancy: tenancy, mailer: mailer, cookie: cookie,
            clients: ClientAddress(trusted: trustedProxies), publicURL: publicURL)
        return auth.routes + MeRoutes(accounts: accounts, authenticator: authenticator).routes
            + UserRoutes(accounts: accounts, identity: identity).routes
    }

    /// Every route of the API, the one that describes the others last.
    package var routes: [Route] {
        let routes =
            SystemRoutes(database: database, plugins: plugins, version: version).routes
            + userRoutes
            + ConnectorRoutes(plugins: plugins, runs: runs).routes
            + PluginRoutes(plugins: plugins, upgrades: upgrades).routes
            + ConnectionRoutes(connections: connections).routes
            + WorkflowRoutes(
                workflows: workflows, runs: runs, check: PublishCheck(plugins: plugins, connections: connections), publicURL: publicURL
            ).routes
            + RunRoutes(runs: runs).routes
            + PlanRoutes(plans: quotas.plans).routes
            + UsageRoutes(quotas: quotas).routes
            + WebhookRoutes(intake: intake).routes
            + AuditRoutes(audit: audit).routes
            + WorkspaceRoutes(tenancy: tenancy).routes
            + PlatformWorkspaceRoutes(tenancy: tenancy).routes
            + MemberRoutes(members: tenancy.members).routes
            + InvitationRoutes(invitations: tenancy.invitations, mailer: mailer, publicURL: publicURL).routes
            + APIKeyRoutes(keys: tenancy.apiKeys).routes
            + WebhookSecretRoutes(secrets: tenancy.webhookSecrets).routes
        return routes + [.description(of: routes, version: version, publicURL: publicURL)]
    }
}
