import PluginHost

extension Settings {
    var pluginHost: PluginHostConfiguration {
        var configuration = PluginHostConfiguration(folder: plugins)
        configuration.sandbox = sandbox
        configuration.cache = data + "/plugins.cache"
        configuration.holdsUpgrades = holdsUpgrades
        configuration.ledger = data + "/plugins.ledger"
        return configuration
    }
}

extension SandboxPolicy {
    init?(setting: String) {
        switch setting {
        case "required": self = .required
        case "best_effort": self = .bestEffort
        default: return nil
        }
    }
}
