package import PluginHost

/// Which connectors take calls: what lets runs go on that wait for one.
package struct ConnectorAvailability: Sendable {
    /// By id or alias.
    package let isAvailable: @Sendable (String) -> Bool
    /// Calls `changed` at least once after each change, until its task is cancelled.
    package let follow: @Sendable (_ changed: @escaping @Sendable () -> Void) async -> Void

    package init(
        isAvailable: @escaping @Sendable (String) -> Bool, follow: @escaping @Sendable (_ changed: @escaping @Sendable () -> Void) async -> Void
    ) {
        self.isAvailable = isAvailable
        self.follow = follow
    }
}

extension ConnectorAvailability {
    package static func plugins(_ plugins: PluginHost) -> ConnectorAvailability {
        ConnectorAvailability { name in
            if case .available = plugins.standing(of: name) { true } else { false }
        } follow: { changed in
            for await _ in plugins.changes() { changed() }
        }
    }
}
