import PluginHost
import Testing

@Suite("Semantic versions")
struct ManifestVersionTests {
    /// The order of semver.org, section 11, and numbers beyond 64 bits.
    @Test("are ordered as semver.org says")
    func order() throws {
        let texts = [
            "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
            "1.9.0", "1.10.0", "2.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0",
        ]
        let versions = try texts.map { try #require(SemanticVersion($0)) }
        #expect(versions.reversed().sorted() == versions)
        for (lower, higher) in zip(versions, versions.dropFirst()) { #expect(lower < higher && !(higher < lower)) }
    }

    @Test("are equal whatever their build")
    func build() throws {
        #expect(SemanticVersion("1.0.0+a") == SemanticVersion("1.0.0+b"))
        #expect(SemanticVersion("1.0.0+a")?.description == "1.0.0+a")
    }
}
