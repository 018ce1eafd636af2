import Glibc
import PluginHost
import Testing
import Workbench

@Suite("The checker finds what is planted", .serialized)
struct PlantedFaultTests {
    /// Short: the fixture answers within microseconds or not at all.
    static let options = {
        var options = CheckOptions()
        options.patience = .seconds(1)
        options.grace = .milliseconds(300)
        options.callsPerWindow = 150
        return options
    }()

    static func report(_ plugin: FixturePlugin) async throws -> CheckReport {
        try await Checker(configuration: FixturePlugin.configuration, options: options).check(plugin.path)
    }

    static func complaints(_ report: CheckReport) -> Set<String> {
        Set(report.lines.filter { $0.verdict.level >= .warning }.map(\.check))
    }

    @Test("nothing in a plugin without a fault")
    func faultless() async throws {
        let plugin = try FixturePlugin.faulty()
        defer { plugin.remove() }
        let report = try await Self.report(plugin)
        #expect(Self.complaints(report).isEmpty, "\(report.text([.warning, .failed]))")
        let skipped = report.lines.filter { $0.verdict.level == .skipped }.map(\.check)
        #expect(geteuid() == 0 ? skipped == [] : skipped == ["calls.files"])
    }

    @Test("just that one thing in a plugin that", arguments: PlantedFault.all)
    func planted(_ fault: PlantedFault) async throws {
        let plugin = try FixturePlugin.faulty(fault.options)
        defer { plugin.remove() }
        let report = try await Self.report(plugin)
        if fault.check == "calls.files", geteuid() != 0 { return }
        #expect(Self.complaints(report) == [fault.check], "\(report.text([.warning, .failed]))")
    }

    @Test("that everybody may write to a file")
    func writable() async throws {
        let plugin = try FixturePlugin.faulty()
        defer { plugin.remove() }
        try #require(unsafe chmod(plugin.path, 0o666) == 0)
        let report = try await Self.report(plugin)
        #expect(Self.complaints(report) == ["file.permissions"])
        #expect(!report.lines.contains { $0.verdict.level == .passed && $0.check.hasPrefix("calls") })
    }

    @Test("that a stack shall be executable")
    func executableStack() async throws {
        let plugin = try FixturePlugin.faulty(["-Wl,-z,execstack"])
        defer { plugin.remove() }
        let report = try await Self.report(plugin)
        #expect(Self.complaints(report).contains("file.linking"))
    }

    @Test("that there is nothing to look at")
    func missing() async throws {
        await #expect(throws: Checker.Unreadable.self) {
            try await Checker(configuration: FixturePlugin.configuration).check("/nowhere/at/all.so")
        }
    }

    @Test("that there is no worker to look with")
    func noWorker() async throws {
        let plugin = try FixturePlugin.faulty()
        defer { plugin.remove() }
        var configuration = FixturePlugin.configuration
        configuration.worker = "/nowhere/patchbay-worker"
        let error = await #expect(throws: Checker.Unreadable.self) { try await Checker(configuration: configuration).check(plugin.path) }
        #expect(error?.description.contains("/nowhere/patchbay-worker cannot be started") == true)
    }
}
