public import PluginKit

/// Sends any request to the hosts that a connection names.
struct HTTP: Connector {
    let about = About(
        "http", "HTTP", version: "1.0.0",
        .description("Call any HTTP API, signed in or not."),
        .category(.developer),
        .icon(Self.icon),
        .keywords("rest", "api", "request", "webhook", "curl"),
        .hosts(.connection),
        .limits(concurrency: 64)
    )

    var auth: [Auth] {
        Auth.none("none", "No sign-in", .fields(Self.allowedHosts), .hosts("{connection}"))
        Auth.bearer(
            "bearer", "Bearer token", token: Field("token", "Token"),
            .fields(Self.allowedHosts), .hosts("{connection}"))
        Auth.template(
            "api_key_header", "Key in a header",
            fields: [
                Field("header", "Header", .default("X-API-Key"), .pattern("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")),
                Field("key", "Key", .secret), Self.allowedHosts,
            ],
            headers: ["{{field:header}}": "{{secret:key}}"], .hosts("{connection}"))
        Auth.template(
            "api_key_query", "Key in the URL",
            fields: [
                Field("parameter", "Parameter", .default("api_key"), .length(1...100)),
                Field("key", "Key", .secret), Self.allowedHosts,
            ],
            query: ["{{field:parameter}}": "{{secret:key}}"], .hosts("{connection}"))
        Auth.basic(
            "basic", "User name and password",
            username: Field("username", "User name"), password: Field("password", "Password"),
            .fields(Self.allowedHosts), .hosts("{connection}"))
    }

    /// Where requests may go, fixed when the connection is made, so that a workflow cannot send the credential elsewhere.
    private static let allowedHosts = Field(
        "allowed_hosts", "Allowed hosts", .list, .count(1...50),
        .elements(matching: #"^(https?://)?(\*\.)?([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$"#),
        .placeholder("api.example.org"),
        .help("Requests, and the credential, go to these hosts only. https unless you write http://; *.example.org for a domain."))

    var actions: [Action] {
        request
    }
}

@c @implementation
public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(HTTP(), to: host) }
