/// What the catalogue says about a connector, where it may connect to, and how much it may use.
public struct About: Declaration {
    public var entry: JSONObject

    /// - Parameters:
    ///   - id: Lower-case letters, digits and `-`, starting with a letter, at most 63. Never changes.
    ///   - version: Semantic version of the connector, "1.2.3".
    public init(_ id: String, _ name: String, version: String, _ traits: Trait<About>...) {
        entry = [
            "manifest_version": 1,
            "id": .string(id),
            "name": .string(name),
            "version": .string(version),
        ]
        apply(traits)
    }
}

extension Trait<About> {
    /// One or two sentences for the catalogue.
    public static func description(_ text: String) -> Self { .entry("description", .string(text)) }

    public static func category(_ category: Category) -> Self { .entry("category", .string(category.rawValue)) }

    /// An SVG document that stands alone: no scripts and no references.
    public static func icon(_ svg: String) -> Self { .entry("icon", .string(svg)) }

    public static func documentation(_ url: String) -> Self { .entry("documentation_url", .string(url)) }

    public static func license(_ spdx: String) -> Self { .entry("license", .string(spdx)) }

    /// Words under which the catalogue finds the connector beside its name.
    public static func keywords(_ words: String...) -> Self { .entry("keywords", words.json) }

    /// Ids the connector had before.
    public static func aliases(_ ids: String...) -> Self { .entry("aliases", ids.json) }

    /// - Parameter replacement: Id of the connector to use instead.
    public static func deprecated(_ message: String, replacement: String? = nil) -> Self {
        .entry("deprecated", .deprecation(message, replacement))
    }

    /// Features without which the plugin must not be loaded; a host that lacks one refuses it by name.
    public static func requires(_ features: String...) -> Self { .entry("requires", features.json) }

    /// The hosts the connector may send to. All else is refused.
    public static func hosts(_ hosts: AllowedHost...) -> Self { .entry("hosts", hosts.json) }

    /// - Parameters:
    ///   - concurrency: Calls at a time.
    ///   - timeout: For one call.
    ///   - memory: In MiB.
    public static func limits(concurrency: Int? = nil, timeout: Duration? = nil, memory: Int? = nil) -> Self {
        .entry("limits", .members(["concurrency": concurrency, "timeout_ms": timeout?.milliseconds, "memory_mb": memory]))
    }

    /// How often the provider lets itself be called; the host keeps to it. May be given several times.
    public static func rateLimit(_ limit: RateLimit) -> Self {
        Self { about in
            about.entry["rate_limits"] = .array((about.entry["rate_limits"]?.array ?? []) + [limit.json])
        }
    }
}

extension JSON {
    static func deprecation(_ message: String, _ replacement: String?) -> JSON {
        .members(["message": message, "replacement": replacement])
    }
}
