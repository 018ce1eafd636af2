import Egress
import FoundationEssentials
import Logging
import PluginHost
import Vault

/// Examines the machine and the installation without changing either.
struct Doctor {
    let settings: Settings

    func findings() async -> [Finding] {
        await [
            [sandboxPolicy], sandbox(), DiskExamination.findings(folder: existingFolder), [publicURL, masterKey, mail], environment, plugins(),
        ].flatMap(\.self)
    }

    /// The data folder, or before the first start the nearest folder above it that exists.
    private var existingFolder: String {
        var url = URL(filePath: settings.data).standardizedFileURL
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url.deleteLastPathComponent() }
        return url.path
    }

    private var sandboxPolicy: Finding {
        guard settings.sandbox != .required else { return Finding("sandbox", .yes, "required: no plugin runs without the needed layers") }
        return Finding(
            "sandbox", .weak, "best_effort: where Landlock is missing, plugins can read files that their user can read", remedy: "--sandbox required")
    }

    private func sandbox() async -> [Finding] {
        await SandboxDoctor.examine(settings.pluginHost).map { layer in
            let isNeeded = layer.isRequired && settings.sandbox == .required
            return Finding(
                layer.layer, layer.holds ? .yes : isNeeded ? .no : .weak, layer.reason ?? layer.purpose,
                remedy: layer.holds ? nil : layer.cure, isNeeded: isNeeded)
        }
    }

    private var publicURL: Finding {
        let url = settings.effectivePublicURL
        guard settings.publicURL == nil, settings.listen.isLoopback else { return Finding("public URL", .yes, url) }
        return Finding(
            "public URL", .weak, "\(url) is reached from this machine only: providers cannot send webhooks to it",
            remedy: "--public-url https://patchbay.example.com, and a proxy that leads there")
    }

    private var masterKey: Finding {
        switch settings.masterKey {
        case .generated:
            let path = settings.data + "/master.key"
            guard FileManager.default.fileExists(atPath: path) else {
                return Finding("master key", .yes, "will be made at the first start, in \(path)")
            }
            return Finding(
                "master key", .weak, "\(path), beside the data it protects",
                remedy: "keep a copy elsewhere; give it by PATCHBAY_MASTER_KEY or --master-key-command to part the two")
        case let source: return Finding("master key", .yes, source.description)
        }
    }

    private var environment: [Finding] {
        settings.unknownVariables.map { name in
            Finding("environment", .weak, "\(name) is no setting, and does nothing", remedy: "patchbay serve --help lists the settings")
        }
    }

    private var mail: Finding {
        switch settings.mail {
        case .server(let server): return Finding("mail", .yes, "\(server.sender) by \(server)")
        case .log: return Finding("mail", .weak, "goes into the log, as this is development", remedy: "--smtp-url smtp://… --mail-from …")
        case .none:
            return Finding(
                "mail", .weak, "is not set up: nobody can reset a password, and invitations are not mailed",
                remedy: "--smtp-url smtp://mail.example.com:587 --mail-from patchbay@example.com, and PATCHBAY_SMTP_PASSWORD")
        }
    }

    private func plugins() async -> [Finding] {
        var configuration = settings.pluginHost
        configuration.onlyLooks = true
        configuration.cache = nil // what is examined is the files
        let host = PluginHost(configuration: configuration, logger: Logger(label: "doctor") { _ in SwiftLogNoOpLogHandler() })
        await host.load()
        return host.plugins.map(Finding.init)
    }
}

extension Finding {
    /// What became of a file in the plugins folder.
    fileprivate init(_ entry: PluginEntry) {
        let reason = entry.reason ?? ""
        switch entry.state {
        case .serving where entry.quarantineEnd != nil:
            let end = entry.quarantineEnd.map { " until \($0)" } ?? ""
            self.init(
                entry.file, .no, "in quarantine\(end). \(reason)",
                remedy: "put a mended build in its place, or POST /api/v1/plugins/\(entry.id)/release")
        case .serving: self.init(entry.file, .yes, "\(entry.name ?? entry.id) \(entry.version ?? "")")
        case .starting: self.init(entry.file, .weak, "is still being started")
        case .disabled: self.init(entry.file, .weak, "disabled: \(reason)")
        case .refused, .held: self.init(entry.file, .no, reason)
        }
    }
}
