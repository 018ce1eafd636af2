import Glibc
import Testing

/// Debian's package libc6-dev-arm64-cross.
private let headers = "/usr/aarch64-linux-gnu/include"

@Suite("The worker's C", .enabled(if: unsafe access(headers + "/stdio.h", R_OK) == 0, "libc6-dev-arm64-cross is not installed"))
struct CrossCompileTests {
    @Test("compiles for 64-bit ARM without a warning", arguments: ["Host/Worker", "Host/CLinux"])
    func arm(folder: String) throws {
        let sources = Outside.names("\(Fixture.root)/\(folder)").filter { $0.hasSuffix(".c") }
        #expect(!sources.isEmpty)
        try Fixture.run(
            ["clang", "--target=aarch64-linux-gnu", "-isystem", headers, "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
                + ["Host/CLinux/include", "PluginAPI/Header"].map { "-I\(Fixture.root)/\($0)" }
                + sources.map { "\(Fixture.root)/\(folder)/\($0)" }
        )
    }
}
