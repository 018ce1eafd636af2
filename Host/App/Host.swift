package import API
package import Connections
package import Egress
package import Engine
import Hummingbird
import HummingbirdCore
package import Identity
package import Logging
package import PluginHost
package import ServiceLifecycle
package import Storage
package import Triggers
import Vault

/// A host with all its parts wired: what `patchbay serve` runs, and tests and benchmarks too.
package struct Host: Sendable {
    package let database: Database
    package let identity: Identity
    package let accounts: Accounts
    package let tenancy: Tenancy
    package let quotas: Quotas
    package let plugins: PluginHost
    package let egress: Egress
    package let mailer: Mailer
    package let connections: ConnectionService
    package let workflows: WorkflowStore
    package let upgrades: ConnectorUpgrades
    package let retention: Retention
    package let executor: Executor
    package let runs: RunService
    package let intake: WebhookIntake
    let sweeper: WorkspaceSweeper
    let auditKeeper: AuditKeeper
    package let repeats: IdempotencyRecords
    package let api: API
    /// Serves HTTP.
    package let server: any Service

    /// All that lives as long as the host, each before those that use it, so that a service group stops them in a safe order.
    package var services: [any Service] {
        [
            database, auditKeeper, repeats, tenancy.apiKeys.usage, sweeper, egress, mailer, plugins, upgrades, executor, retention,
            quotas.requests, server,
        ]
    }

    /// Opens the data folder and scans the plugins; nothing is served before ``services`` run.
    ///
    /// - Parameters:
    ///   - more: Routes beyond those of the API, for benchmarks.
    ///   - observer: Is told what happens, for those who develop plugins.
    package static func open(
        _ settings: Settings, logger: Logger, more: [Route] = [], observer: HostObserver = HostObserver()
    ) async throws -> Host {
        let database = try await Database.open(folder: settings.data, logger: logger)
        let vault = try await Vault.open(masterKey: settings.masterKey, database: database)
        let identity = try await Identity.open(database: database, vault: vault)
        let accounts = Accounts(database: database, vault: vault, issuer: settings.effectivePublicURL, logger: logger)
        let store = TenancyStore(database: database, vault: vault)
        let quotas = try await Quotas.open(database: database, logger: logger)
        let egress = try Egress(configuration: EgressConfiguration(connectTo: settings.connectTo))
        let mailer = Mailer(delivery: settings.mail, logger: logger)
        let plugins = PluginHost(configuration: settings.pluginHost, logger: logger)
        await plugins.load(patience: .seconds(1))
        let workflows = WorkflowStore(database: database, vault: vault)
        let connections = ConnectionService(
            database: database, vault: vault, plugins: plugins, egress: egress,
            usage: WorkflowStore.namesUsing)
        let upgrades = ConnectorUpgrades(database: database, workflows: workflows, plugins: plugins, logger: logger)
        let actions = ActionRunner(connections: connections, plugins: plugins, egress: egress)
        let executor = Executor(
            database: database, vault: vault, workflows: workflows,
            performer: .connections(actions, upgrades: upgrades).observed(by: observer),
            connectors: .plugins(plugins), logger: logger)
        let runs = RunService(database: database, vault: vault, workflows: workflows, executor: executor, quota: quotas.runs)
        let intake = WebhookIntake(database: database, vault: vault, workflows: workflows, executor: executor, quota: quotas.runs)
        let retention = Retention(database: database, requests: quotas.requests, logger: logger)
        let tenancy = Tenancy(
            store, plans: quotas.plans, first: identity.workspace, signup: settings.signup, isDevelopment: settings.dev,
            erasures: [
                { transaction, workspace, now in try workflows.erase(workspace, in: transaction, at: now) },
                { transaction, workspace, _ in try ConnectionService.erase(workspace, in: transaction) },
            ])
        let audit = AuditLog(database: database)
        let repeats = IdempotencyRecords(database: database, vault: vault, logger: logger)
        let api = API(
            authenticator: Authenticator(identity: identity, accounts: accounts, tenancy: tenancy), identity: identity, accounts: accounts,
            mailer: mailer, tenancy: tenancy, quotas: quotas, database: database, plugins: plugins, connections: connections,
            workflows: workflows, upgrades: upgrades, runs: runs,
            intake: intake, audit: audit, repeats: repeats, publicURL: settings.effectivePublicURL, corsOrigins: settings.corsOrigins,
            trustedProxies: settings.trustedProxies, addressRate: settings.addressRate, version: Version.current)
        let server = Application(
            router: try api.router(more: more),
            server: .patchbay,
            configuration: .init(
                address: .hostname(settings.listen.host, port: settings.listen.port),
                availableConnectionsDelegate: MaximumAvailableConnections(OpenFiles.connections, logger: logger)),
            onServerRunning: { channel in
                let address = channel.localAddress.map(ListenAddress.init) ?? settings.listen
                logger.info("serving", metadata: ["address": "\(address)"])
                observer.serving(address)
            }, logger: logger)
        return Host(
            database: database, identity: identity, accounts: accounts, tenancy: tenancy, quotas: quotas, plugins: plugins, egress: egress,
            mailer: mailer, connections: connections, workflows: workflows, upgrades: upgrades, retention: retention, executor: executor,
            runs: runs, intake: intake, sweeper: WorkspaceSweeper(database: database, logger: logger),
            auditKeeper: AuditKeeper(log: audit, vault: vault, logger: logger), repeats: repeats, api: api, server: server)
    }
}
