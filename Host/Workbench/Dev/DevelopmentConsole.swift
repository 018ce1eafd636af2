import Model
package import PluginHost

/// What `patchbay plugin dev` tells its author: a line for each thing that happens, with the time of day in UTC.
package struct DevelopmentConsole: Sendable {
    private let write: @Sendable (String) -> Void

    /// - Parameter write: Takes whole lines, without their end.
    package init(write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    package func say(_ text: String) {
        // 2026-11-21T06:41:12.345Z
        write("\(Timestamp.now.description.dropFirst(11).prefix(8))  \(text)")
    }

    /// What became of the plugin's connector in the host.
    package func show(_ change: ConnectorChange) {
        switch change {
        case .appeared(let connector, _): say("serving \(connector.title)")
        case .replaced(_, let connector): say("serving \(connector.title), in place of the one before")
        case .unavailable(_, .refused(let reason), _): say("refused: \(reason)")
        case .unavailable(_, .held(let reason), _): say("held: \(reason)")
        case .unavailable(_, .quarantined(let reason), _): say("quarantined: \(reason)")
        case .unavailable(let id, .disabled, _): say("disabled by \(id).json")
        case .unavailable(let id, .starting, _): say("\(id) is being started")
        case .unavailable(let id, .missing, _): say("\(id) is gone")
        }
    }
}

extension Connector {
    fileprivate var title: String { "\(manifest.name) \(version), build \(sha256.prefix(8))" }
}
