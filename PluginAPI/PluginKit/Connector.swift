/// A connector: what it is, how to sign in, and what it can do.
///
/// ```swift
/// import PluginKit
///
/// struct Clock: Connector {
///     let about = About("clock", "Clock", version: "1.0.0", .hosts("api.example.org"))
///
///     var actions: [Action] {
///         Action("now", "Get the time") { (zone: Zone, call) in
///             try await call.http.get("https://api.example.org/time/\(zone.name)").json
///         }
///     }
/// }
///
/// struct Zone: Form {
///     let name: String
///
///     init(_ field: inout Fields) throws {
///         name = try field("name", "Time zone", .placeholder("Europe/Zurich"))
///     }
/// }
///
/// @c @implementation
/// public func patchbay_plugin_v1(_ host: HostTable?) -> PluginTable? { unsafe export(Clock(), to: host) }
/// ```
///
/// The declarations are read once, when the host loads the plugin, and rendered into the manifest. Nothing may block there.
public protocol Connector: Sendable {
    /// Name, version, allowed hosts and limits.
    var about: About { get }

    /// The ways to sign in. None means that the connector needs no connection.
    @Listing<Auth> var auth: [Auth] { get }

    @Listing<Action> var actions: [Action] { get }

    @Listing<Trigger> var triggers: [Trigger] { get }

    @Listing<Stream> var streams: [Stream] { get }

    /// Turns a provider's raw event, kept by the host, into the platform's events of one shape.
    @Listing<Normalizer> var normalizers: [Normalizer] { get }
}

extension Connector {
    public var auth: [Auth] { [] }
    public var actions: [Action] { [] }
    public var triggers: [Trigger] { [] }
    public var streams: [Stream] { [] }
    public var normalizers: [Normalizer] { [] }
}
