package import Configuration
import API
import Egress
import FoundationEssentials
import Identity
import Logging
import PluginHost
import SystemPackage
import Vault

extension Settings {
    /// Reads flags, then `PATCHBAY_…` in the environment, then the file; the first that names a setting wins. All faults
    /// are reported at once.
    package static func load(
        flags: [AbsoluteConfigKey: ConfigValue], environment: [String: String] = ProcessInfo.processInfo.environment, file: String?
    ) async throws -> Settings {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "flags", values: flags),
            EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: .specific(["PATCHBAY_MASTER_KEY", "PATCHBAY_SMTP_PASSWORD"]))
                .prefixKeys(with: "patchbay"),
        ]
        let settingsFile = try file.map { path throws(SettingsError) in try SettingsFile(path) }
        if let file { providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file))) }
        var reader = SettingsReader(config: ConfigReader(providers: providers))
        var settings = await Settings(from: &reader)
        let variables = SettingsVariables(environment, known: reader.names)
        let faults = (settingsFile?.faults(known: reader.names) ?? []) + variables.faults + reader.faults
        guard faults.isEmpty else { throw SettingsError(faults: faults) }
        settings.unknownVariables = variables.unknown
        return settings
    }

    private init(from reader: inout SettingsReader) async {
        await reader.read("listen", into: &listen, expecting: "an address and port such as 127.0.0.1:8080", ListenAddress.init)
        await reader.read("public_url", into: &publicURL, expecting: "an http or https URL without a path", Self.publicURL)
        await reader.read("data", into: &data, expecting: "a folder", Self.nonEmpty)
        await reader.read("plugins", into: &plugins, expecting: "a folder", Self.nonEmpty)
        await reader.read("log_level", into: &logLevel, expecting: "trace, debug, info, notice, warning, error or critical", { Logger.Level(rawValue: $0) })
        await reader.read("sandbox", into: &sandbox, expecting: "required or best_effort", SandboxPolicy.init(setting:))
        await reader.read("signup", into: &signup, expecting: "open, invite or closed", SignupPolicy.init(rawValue:))
        await reader.readFlag("dev", into: &dev)
        await reader.readList("trusted_proxies", into: &trustedProxies, expecting: "addresses or CIDR ranges", AddressRange.init)
        await reader.readNumber("address_rate", into: &addressRate, in: 0...1_000_000)
        var origins: [String] = []
        await reader.readList("cors_origins", into: &origins, expecting: "origins such as https://app.example.com", Self.publicURL)
        corsOrigins = Set(origins)
        await reader.readList("egress_connect_to", into: &connectTo, expecting: "host:port=host:port[@ca.pem]", EgressConfiguration.ConnectTo.init)
        if !connectTo.isEmpty, !dev {
            reader.faults.append("egress_connect_to works only in development: add --dev, or remove it.")
        }
        mailServer = await Self.mailServer(&reader)
        masterKey = await Self.masterKey(&reader)
    }

    private static func masterKey(_ reader: inout SettingsReader) async -> MasterKeySource {
        let key = await reader.text("master_key", isSecret: true)
        let file = await reader.text("master_key_file")
        let command = await reader.text("master_key_command")
        switch (key, file, command) {
        case (nil, nil, nil): return .generated
        case (let key?, nil, nil): return .base64(key)
        case (nil, let file?, nil): return .file(file)
        case (nil, nil, let command?): return .command(command)
        default:
            reader.faults.append("Give one of master_key, master_key_file and master_key_command, not several.")
            return .generated
        }
    }

    private static func publicURL(_ text: String) -> String? {
        let url = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
        let authority = url.dropFirst(scheme.count)
        return authority.isEmpty || authority.contains(where: { "/?#@ ".contains($0) }) ? nil : url
    }

    private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
