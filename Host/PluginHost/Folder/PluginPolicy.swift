package import PatchbayJSON

/// What the admin decides about one plugin, `plugins.d/<id>.json`. Absent, everything is the plugin's own wish.
package struct PluginPolicy: Hashable, Sendable {
    package enum Isolation: String, CaseIterable, Sendable {
        /// A sandboxed process.
        case worker
        /// The host's own process, for a plugin the admin trusts like the host.
        case none
    }

    /// Who shares a worker.
    package enum Share: String, CaseIterable, Sendable {
        /// All calls of the plugin.
        case plugin
        /// The calls of one workspace.
        case workspace
    }

    package var enabled = true
    package var isolation = Isolation.worker
    package var share = Share.plugin
    /// Private host names or addresses this plugin may reach.
    package var privateHosts: [String] = []
    package var memoryMegabytes: Int?
    package var concurrency: Int?
    package var timeoutMilliseconds: Int?
    /// SHA-256 of a build that may ask for more than the one before, lower-case hex.
    package var approvedBuild: String?

    package init() {}

    private static let keys = ["enabled", "isolation", "share", "private_hosts", "memory_mb", "concurrency", "timeout_ms", "approve"]

    /// Reads a policy document. A key that is not known or a value of the wrong type refuses the plugin: better off than with more
    /// rights than meant, as `{"enabeld": false}` would give it.
    package init(_ json: JSON) throws(PluginPolicyError) {
        guard let members = json.object else { throw PluginPolicyError("it must be an object") }
        for (key, value) in members {
            switch key {
            case "enabled": enabled = try Self.read(key, value.bool, "true or false")
            case "isolation":
                isolation = try Self.read(key, value.string.flatMap(Isolation.init), "\"worker\" or \"none\"")
            case "share": share = try Self.read(key, value.string.flatMap(Share.init), "\"plugin\" or \"workspace\"")
            case "private_hosts":
                let names = value.array?.compactMap(\.string).filter(Self.isHost)
                let wanted = "a list of host names or addresses, such as [\"jira.internal\"]"
                privateHosts = try Self.read(key, names?.count == value.array?.count ? names : nil, wanted)
            case "memory_mb": memoryMegabytes = try Self.read(key, value.int64, in: 16...65536)
            case "concurrency": concurrency = try Self.read(key, value.int64, in: 1...4096)
            case "timeout_ms": timeoutMilliseconds = try Self.read(key, value.int64, in: 1...86_400_000)
            case "approve": approvedBuild = try Self.read(key, value.string.flatMap(Self.build), "the SHA-256 of a build, 64 hexadecimal digits")
            default: throw PluginPolicyError("it has the key \(key), which means nothing; it may have \(Self.keys.joined(separator: ", "))")
            }
        }
    }

    /// A name or an address: neither a URL nor a pattern, which would grant something else than it seems to.
    private static func isHost(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_")].contains(byte)
            }
        }
    }

    private static func build(_ text: String) -> String? {
        text.utf8.count == 64 && text.allSatisfy { $0.isASCII && $0.isHexDigit } ? text.lowercased() : nil
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
