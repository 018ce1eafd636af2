import Logging
import Synchronization

/// What became of a wish to approve a build.
package enum ApprovalOutcome: Hashable, Sendable {
    case approved
    /// There is nothing to approve.
    case notHeld
    /// The build that is held is another one than was meant; its SHA-256.
    case otherBuild(String)
    /// It could not be noted, so it would be forgotten.
    case notKept
}

extension PluginHost {
    /// Lets a build in that is held, for an admin who has read what it asks for. It is noted before it serves.
    ///
    /// - Parameter sha256: The build that is meant; nil: whichever is held.
    package func approve(_ id: String, build sha256: String? = nil) async -> ApprovalOutcome {
        guard let held = catalogue.withLock({ $0.items[id]?.held }) else { return .notHeld }
        let build = held.connector.sha256
        if let sha256, sha256 != build { return .otherBuild(build) }
        let before = ledger.withLock { ledger in
            defer { ledger.approvals[id] = PluginApproval(held.connector) }
            return ledger.approvals[id]
        }
        guard await keepLedger() else {
            ledger.withLock { $0.approvals[id] = before }
            return .notKept
        }
        let replaced = catalogue.withLock { $0.admit(held) }
        replaced?.retire()
        logger.notice("plugin approved", metadata: ["plugin": "\(id)", "sha256": "\(build)"])
        updated.send(plugins)
        tell()
        return .approved
    }

    /// Why a build must not serve yet; nil when it may, which is noted. The first build of an id is approved by being there, and
    /// so is one that asks for nothing new.
    func objection(to connector: Connector) -> String? {
        guard configuration.holdsUpgrades else { return nil }
        return ledger.withLock { ledger in
            if let objection = ledger.approvals[connector.id]?.objection(to: connector) { return objection }
            ledger.approvals[connector.id] = PluginApproval(connector)
            return nil
        }
    }
}
