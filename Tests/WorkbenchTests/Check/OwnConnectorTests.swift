import Foundation
import PluginHost
import Testing
import Workbench

@Suite("Our own plugins pass the checker", .serialized)
struct OwnConnectorTests {
    @Test(arguments: ["Discord", "HTTP", "Slack", "Text"])
    func connector(_ name: String) async throws {
        let library = "\(FixturePlugin.products)/lib\(name).so"
        let report = try await Checker(configuration: FixturePlugin.configuration).check(library)
        #expect(PlantedFaultTests.complaints(report).isEmpty, "\(report.text([.warning, .failed]))")
        #expect(report.count(.passed) > 20)
    }

    @Test("The golden plugins pass as they were built", arguments: ["golden-c", "golden-swift"])
    func golden(_ name: String) async throws {
        let file = "\(FixturePlugin.root)/Tests/Fixtures/ABI/1.0/\(name).so"
        let report = try await Checker(configuration: FixturePlugin.configuration).check(file)
        #expect(report.passes, "\(report.text([.failed]))")
        #expect(report.count(.passed) > 35)
    }

    @Test("The example in C passes, too")
    func example() async throws {
        let plugin = try FixturePlugin("Example/weather.c", id: "weather")
        defer { plugin.remove() }
        let report = try await Checker(configuration: FixturePlugin.configuration).check(plugin.path)
        #expect(PlantedFaultTests.complaints(report).isEmpty, "\(report.text([.warning, .failed]))")
        #expect(report.count(.passed) > 35)
    }
}
