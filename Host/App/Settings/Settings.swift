package import API
package import Egress
package import Identity
package import Logging
package import PluginHost
package import Vault

/// What an admin can set, checked; `Settings+Load.swift` says where it comes from.
package struct Settings: Sendable {
    package var listen = ListenAddress(host: "127.0.0.1", port: 8080)
    /// Without a trailing slash; nil: `http://` and the listen address.
    package var publicURL: String?
    package var trustedProxies: [AddressRange] = []
    /// Requests a minute of one address on routes that ask for no key; 0 is without limit.
    package var addressRate = 100
    package var corsOrigins: Set<String> = []
    /// The folder of database, keys and backups.
    package var data = "data"
    /// The folder of plugins.
    package var plugins = "plugins.d"
    package var logLevel = Logger.Level.info
    package var masterKey = MasterKeySource.generated
    package var sandbox = SandboxPolicy.required
    /// Who may make workspaces and users.
    package var signup = SignupPolicy.closed
    /// Development only: allows `connectTo`.
    package var dev = false
    package var connectTo: [EgressConfiguration.ConnectTo] = []
    /// Variables of the environment that begin with `PATCHBAY_` and are no settings, such as those that orchestrators set for a
    /// service of that name. By name, in order.
    package var unknownVariables: [String] = []
    package var mailServer: MailServer?
    /// Whether a plugin's build that asks for more than the one before must be approved. Always, but for who writes one.
    package var holdsUpgrades = true

    package init() {}

    package var effectivePublicURL: String { publicURL ?? "http://\(listen)" }
}

/// Why the settings cannot be used: one sentence for each fault, each naming its setting.
package struct SettingsError: Error, CustomStringConvertible {
    package var faults: [String]

    package var description: String { faults.joined(separator: "\n") }
}
