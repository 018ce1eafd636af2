import Egress
import Foundation
import TestSupport
import Testing

@Suite("Environment")
struct EnvironmentTests {
    // In a process of its own, since the environment is shared by all tests.
    @Test("Proxy variables and .netrc change nothing")
    func ignored() async {
        await #expect(processExitsWith: .success) {
            let home = FileManager.default.temporaryDirectory.appendingPathComponent("patchbay-home-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: home) }
            try Data("machine 127.0.0.1 login from password netrc\n".utf8).write(to: home.appendingPathComponent(".netrc"))
            unsafe setenv("HOME", home.path, 1)

            let proxy = try TestServer { _, connection in connection.respond(502) }
            defer { proxy.stop() }
            for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] { unsafe setenv(name, proxy.url(), 1) }

            try await withServer { _, connection in connection.respond() } _: { egress, server in
                let response = try await egress.send(server.request())
                #expect(response.status == 200)
                let seen = try #require(server.requests.first)
                #expect(seen["authorization"] == nil)
                #expect(proxy.connections == 0)
            }
        }
    }
}
