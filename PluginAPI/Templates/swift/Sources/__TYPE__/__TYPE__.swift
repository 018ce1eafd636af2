public import PluginKit

/// __NAME__: what it is, how to sign in, and what it can do.
struct __TYPE__: Connector {
    let about = About(
        "__ID__", "__NAME__", version: "0.1.0",
        .description("Notes of __NAME__."),
        .category(.productivity),
        .icon(##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#777" d="M5 3h10l4 4v14H5z"/></svg>"##),
        .hosts("api.example.org"))

    var auth: [Auth] {
        Auth.bearer(
            "token", "Token", token: Field("token", "Token"),
            .setup("Open your account's settings at [example.org](https://example.org) and copy the token."),
            .test { call in _ = try await call.http.get("https://api.example.org/v1/me") })
    }

    var actions: [Action] {
        createNote
    }
}

@c @implementation
public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(__TYPE__(), to: host) }
