import Glibc

/// Folders of plugins for one section.
enum Plugins {
    /// The echo plugin in C, built now, and the named connectors from the repository's plugins.d.
    static func folder(_ scratch: String, connectors: [String] = [], policies: [String: String] = [:]) throws -> String {
        let folder = scratch + "/plugins.d"
        _ = try ChildProcess.output(of: "mkdir", ["-p", folder])
        _ = try ChildProcess.output(of: "cc", [
            "-O2", "-shared", "-fPIC", "-fvisibility=hidden", "-I", "PluginAPI/Header", "-o", "\(folder)/echo.so", "Tests/Fixtures/Echo/echo.c",
        ])
        for name in connectors { _ = try ChildProcess.output(of: "cp", ["plugins.d/\(name).so", folder]) }
        for (name, policy) in policies {
            _ = try ChildProcess.output(of: "sh", ["-c", "printf %s \"$1\" > \"$2\"", "sh", policy, "\(folder)/\(name).json"])
        }
        return folder
    }
}
