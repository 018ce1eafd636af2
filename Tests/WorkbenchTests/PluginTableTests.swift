import Foundation
import Logging
import PluginHost
import Testing
import TestSupport
import Workbench

@Suite struct PluginTableTests {
    @Test func `a table lines up, and says why a file does not serve`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "table-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try RelayPlugin.install(in: folder)
        try Data().write(to: URL(filePath: folder + "/broken.so"))
        try Data([0]).write(to: URL(filePath: folder + "/off.so"))
        try Data(#"{"enabled":false}"#.utf8).write(to: URL(filePath: folder + "/off.json"))
        let host = PluginHost(configuration: .init(folder: folder), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        await host.load()
        #expect(PluginTable(host.plugins).text == """
            FILE       STATE     VERSION
            broken.so  refused   -        It is empty: copy the plugin again, under another name first, and rename it.
            off.so     disabled  -        off.json says so.
            relay.so   serving   1.0.0    Relay
            """)
    }

    @Test func `an empty folder is a table without rows`() {
        #expect(PluginTable([]).text == "FILE  STATE  VERSION")
    }
}
