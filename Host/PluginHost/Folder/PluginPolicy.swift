package import PatchbayJSON

/// What the admin decides about one plugin, `plugins.d/<id>.json`. Absent, everything is the plugin's own wish.
package struct PluginPolicy: Hashable, Sendable {
    package enum Isolation: String, CaseIterable, Sendable {
        /// A sandboxed process.
        case worker
        /// The host's own process, for a plugin the admin trusts like the host.
        case none
    }

    package var enabled = true
    package var isolation = Isolation.worker
    /// Private host names or addresses this plugin may reach.
    package var privateHosts: [String] = []
    package var memoryMegabytes: Int?
    package var concurrency: Int?
    package var timeoutMilliseconds: Int?
    /// Keys that mean nothing here, likely misspelt.
    package var unknownKeys: [String] = []

    package init() {}

    /// Reads a policy document. A value of the wrong type refuses the plugin: better off than with more rights than meant.
    package init(_ json: JSON) throws(PluginPolicyError) {
        guard let members = json.object else { throw PluginPolicyError("it must be an object") }
        for (key, value) in members {
            switch key {
            case "enabled": enabled = try Self.read(key, value.bool, "true or false")
            case "isolation":
                isolation = try Self.read(key, value.string.flatMap(Isolation.init), "\"worker\" or \"none\"")
            case "private_hosts":
                let names = value.array?.compactMap(\.string)
                privateHosts = try Self.read(key, names?.count == value.array?.count ? names : nil, "a list of host names")
            case "memory_mb": memoryMegabytes = try Self.read(key, value.int64, in: 16...65536)
            case "concurrency": concurrency = try Self.read(key, value.int64, in: 1...4096)
            case "timeout_ms": timeoutMilliseconds = try Self.read(key, value.int64, in: 1...86_400_000)
            default: unknownKeys.append(key)
            }
        }
    }

    private static func read<Value>(_ key: String, _ value: Value?, _ wanted: String) throws(PluginPolicyError) -> Value {
        guard let value else { throw PluginPolicyError("\(key) must be \(wanted)") }
        return value
    }

    private static func read(_ key: String, _ value: Int64?, in range: ClosedRange<Int>) throws(PluginPolicyError) -> Int {
        guard let value, let number = Int(exactly: value), range.contains(number) else {
            throw PluginPolicyError("\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

/// What is wrong with a policy document.
package struct PluginPolicyError: Error, Hashable, Sendable {
    package let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
