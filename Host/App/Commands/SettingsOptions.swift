import ArgumentParser
import Configuration

/// The flags that every command shares; each is also `PATCHBAY_<NAME>` in the environment and `<name>` in the file.
struct SettingsOptions: ParsableArguments {
    @Option(help: "A JSON file with settings; flags and environment win over it.")
    var config: String?

    @Option(help: "Address and port to serve on (default 127.0.0.1:8080).")
    var listen: String?

    @Option(help: "The URL under which clients and providers reach this host (default http://<listen>).")
    var publicURL: String?

    @Option(help: "A proxy (address or CIDR) whose X-Forwarded-For is believed; repeat for more.")
    var trustedProxies: [String] = []

    @Option(help: "Requests a minute of one address on routes that ask for no key (default 100; 0: no limit).")
    var addressRate: Int?

    @Option(help: "An origin whose pages may call the API; repeat for more.")
    var corsOrigins: [String] = []

    @Option(help: "Folder of the database, the keys and the backups (default data).")
    var data: String?

    @Option(help: "Folder of the plugins (default plugins.d).")
    var plugins: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical (default info).")
    var logLevel: String?

    @Option(help: "A file with the base64 master key.")
    var masterKeyFile: String?

    @Option(help: "A command that prints the base64 master key.")
    var masterKeyCommand: String?

    @Option(help: "required (default) or best_effort: whether plugins may run where the kernel lacks a sandbox layer.")
    var sandbox: String?

    @Option(help: "Who may make workspaces and users: open (anyone), invite (users; with an invitation), closed (default).")
    var signup: String?

    @Option(help: "The server that mail leaves by: smtp://host:port (STARTTLS) or smtps://host:port.")
    var smtpURL: String?

    @Option(help: "Who logs in at the mail server; the password is PATCHBAY_SMTP_PASSWORD or a file.")
    var smtpUser: String?

    @Option(help: "A file with the password for the mail server.")
    var smtpPasswordFile: String?

    @Option(help: "A PEM file of authorities that may have signed the mail server's certificate.")
    var smtpCAFile: String?

    @Option(help: "The address that mail is from.")
    var mailFrom: String?

    @Flag(help: "Development: allows --egress-connect-to, and writes mail into the log where no mail server is set.")
    var dev = false

    @Option(help: "host:port=host:port[@ca.pem]: sends what plugins ask of the first to the second; only with --dev.")
    var egressConnectTo: [String] = []

    /// The flags that were given, under the names of the settings.
    var values: [AbsoluteConfigKey: ConfigValue] {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        let texts = [
            "listen": listen, "public_url": publicURL, "data": data, "plugins": plugins, "log_level": logLevel,
            "master_key_file": masterKeyFile, "master_key_command": masterKeyCommand, "sandbox": sandbox,
            "signup": signup,
            "smtp_url": smtpURL, "smtp_user": smtpUser, "smtp_password_file": smtpPasswordFile, "smtp_ca_file": smtpCAFile,
            "mail_from": mailFrom,
        ]
        for (name, text) in texts {
            if let text { values[[name]] = ConfigValue(.string(text), isSecret: false) }
        }
        let lists = ["trusted_proxies": trustedProxies, "cors_origins": corsOrigins, "egress_connect_to": egressConnectTo]
        for (name, list) in lists where !list.isEmpty {
            values[[name]] = ConfigValue(.stringArray(list), isSecret: false)
        }
        if let addressRate { values["address_rate"] = ConfigValue(.int(addressRate), isSecret: false) }
        if dev { values["dev"] = true }
        return values
    }
}
