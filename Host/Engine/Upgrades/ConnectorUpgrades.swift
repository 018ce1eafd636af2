package import Logging
package import Model
package import PluginHost
import ServiceLifecycle
package import Storage

/// Compares each new build of a connector with the enabled workflows that use it.
///
/// A build that dropped an action or needs more input serves all the same: most workflows may fit. Those that do not are
/// shown to the admin and logged, and their steps fail naming the change.
package final class ConnectorUpgrades: Service {
    private let history: ManifestHistory
    private let workflows: WorkflowStore
    private let plugins: PluginHost
    private let clock: EngineClock
    private let logger: Logger

    package init(database: Database, workflows: WorkflowStore, plugins: PluginHost, clock: EngineClock = .system, logger: Logger) {
        history = ManifestHistory(database: database)
        self.workflows = workflows
        self.plugins = plugins
        self.clock = clock
        self.logger = logger
    }

    /// Follows the catalogue until graceful shutdown. Builds that came while the host was down are among the first changes.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            for await changes in self.plugins.changes() {
                for case .appeared(let connector, _) in changes { await self.note(connector.manifest) }
                for case .replaced(_, let connector) in changes { await self.note(connector.manifest) }
            }
        }
    }

    /// A connector serves with this manifest now.
    package func note(_ manifest: Manifest) async {
        do {
            guard let isUpgrade = try await history.record(manifest, at: clock.now()) else { return }
            logger.info("new build of a connector", metadata: ["connector": "\(manifest.id)", "version": "\(manifest.version)"])
            guard isUpgrade else { return }
            let affected = try await affected(by: manifest)
            guard !affected.isEmpty else { return }
            logger.warning("workflows do not fit a connector any more", metadata: [
                "connector": "\(manifest.id)", "version": "\(manifest.version)",
                "workflows": .array(Set(affected.map(\.workflow)).map(\.text).sorted().map { .string($0) }),
            ])
        } catch {
            logger.error("workflows could not be compared with a connector", metadata: ["connector": "\(manifest.id)", "error": "\(error)"])
        }
    }

    /// The steps of enabled workflows that the connector, by id or alias, will refuse as it is now; nothing when it takes no
    /// calls, since runs wait for it then.
    ///
    /// - Parameter workspace: nil looks at all of them.
    package func affected(by connector: String, in workspace: WorkspaceID?) async throws -> [AffectedStep] {
        guard let manifest = plugins.connector(connector)?.manifest else { return [] }
        return try await affected(by: manifest, in: workspace)
    }

    package func affected(by manifest: Manifest, in workspace: WorkspaceID? = nil) async throws -> [AffectedStep] {
        let check = UpgradeCheck(current: manifest, earlier: try await history.earlier(than: manifest))
        let names = Set([manifest.id] + manifest.aliases)
        var affected: [AffectedStep] = []
        for (id, workspace) in try await workflows.enabled(using: names.sorted(), in: workspace) {
            guard let found = try? await workflows.get(id, in: workspace) else { continue }  // deleted, or not to be read
            affected += AffectedStep.all(of: found, using: names, check)
        }
        return affected
    }

    /// The failure of a step's attempt, saying which upgrade of the connector is to blame, if one is.
    func explained(_ failure: CallFailure, of step: StepDefinition) async -> CallFailure {
        guard failure.class == .invalidInput, let manifest = plugins.connector(step.connector)?.manifest,
            let explanation = await explanation(of: step, by: manifest)
        else { return failure }
        return CallFailure(.invalidInput, explanation)
    }

    /// Why a step does not fit its connector any more; nil when no upgrade is to blame.
    package func explanation(of step: StepDefinition, by manifest: Manifest) async -> String? {
        guard let earlier = try? await history.earlier(than: manifest) else { return nil }
        let changes = UpgradeCheck(current: manifest, earlier: earlier).findings(about: step).compactMap(\.change)
        return changes.isEmpty ? nil : changes.joined(separator: " ")
    }
}
