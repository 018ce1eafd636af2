import PatchbayJSON
import PluginHost
import Testing

@Suite("The admin's policy for a plugin")
struct PluginPolicyTests {
    @Test("says everything")
    func whole() throws {
        let policy = try PluginPolicy([
            "enabled": false, "isolation": "none", "private_hosts": ["db.internal"], "memory_mb": 64, "concurrency": 4, "timeout_ms": 1500,
            "approve": .string(String(repeating: "Ab", count: 32)),
        ])
        #expect(!policy.enabled)
        #expect(policy.isolation == .none)
        #expect(policy.privateHosts == ["db.internal"])
        #expect(policy.memoryMegabytes == 64)
        #expect(policy.concurrency == 4)
        #expect(policy.timeoutMilliseconds == 1500)
        #expect(policy.approvedBuild == String(repeating: "ab", count: 32))
    }

    @Test("may say nothing")
    func empty() throws {
        #expect(try PluginPolicy([:]) == PluginPolicy())
        #expect(PluginPolicy().enabled && PluginPolicy().isolation == .worker)
    }

    @Test("refuses a value that is not what it must be", arguments: [
        ([], "it must be an object"),
        (["enabled": "yes"], "enabled must be true or false"),
        (["isolation": "process"], "isolation must be \"worker\" or \"none\""),
        (["private_hosts": "db"], "private_hosts must be a list of host names or addresses, such as [\"jira.internal\"]"),
        (["private_hosts": ["db", 1]], "private_hosts must be a list of host names or addresses, such as [\"jira.internal\"]"),
        (["private_hosts": ["http://db"]], "private_hosts must be a list of host names or addresses, such as [\"jira.internal\"]"),
        (["private_hosts": ["*.internal"]], "private_hosts must be a list of host names or addresses, such as [\"jira.internal\"]"),
        (["enabeld": false], "it has the key enabeld, which means nothing; it may have enabled, isolation, share, private_hosts, memory_mb, concurrency, timeout_ms, approve"),
        (["memory_mb": 1], "memory_mb must be a whole number from 16 to 65536"),
        (["concurrency": 0], "concurrency must be a whole number from 1 to 4096"),
        (["approve": "abc"], "approve must be the SHA-256 of a build, 64 hexadecimal digits"),
        (["timeout_ms": 1.5], "timeout_ms must be a whole number from 1 to 86400000"),
    ] as [(JSON, String)])
    func wrong(document: JSON, reason: String) {
        let error = #expect(throws: PluginPolicyError.self) { try PluginPolicy(document) }
        #expect(error?.reason == reason)
    }
}
