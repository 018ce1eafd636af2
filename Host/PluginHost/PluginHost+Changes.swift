import Logging
import Synchronization

extension PluginHost {
    /// The list of plugins, now and after each change; a slow reader misses all but the newest.
    package func updates() -> AsyncStream<[PluginEntry]> { updated.subscribe(first: plugins) }

    /// What happens to connectors: first what there is, then each change.
    package func changes() -> ConnectorChanges {
        ConnectorChanges(standings: standings.subscribe(first: catalogue.withLock { $0.standings }))
    }

    /// Whether a connector, by id or alias, takes calls now, and if not, why.
    package func standing(of name: String) -> ConnectorStanding {
        catalogue.withLock { $0.standing(of: name) }
    }

    /// Tells subscribers what has changed since they were told last, the end of a quarantine included.
    func tell() {
        let now = catalogue.withLock { $0.standings }
        let before = told.withLock { told in
            defer { told = now }
            return told
        }
        guard before != now else { return }
        for (id, standing) in now where before[id] != standing {
            if case .unavailable(.quarantined(let reason)) = standing {
                logger.error("plugin put into quarantine", metadata: ["plugin": "\(id)", "reason": "\(reason)"])
            }
        }
        standings.send(now)
    }
}
