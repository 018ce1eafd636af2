import Glibc
import Testing

/// A plugin that this test run builds from C, as a stranger would: `cc` and the header.
enum Fixture {
    /// The repository, from this file's place in it.
    static let root = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }

    /// Builds `Tests/Fixtures/<source>` and gives the path of the library, in a folder of its own.
    static func build(_ source: String, as name: String, _ definitions: [String] = []) throws -> String {
        let folder = try Scratch.folder()
        let library = "\(folder)/\(name).so"
        try run(
            ["cc", "-std=gnu11", "-O2", "-shared", "-fPIC", "-fvisibility=hidden", "-pthread", "-I", "\(root)/PluginAPI/Header", "-o", library]
                + definitions.map { "-D" + $0 } + ["\(root)/Tests/Fixtures/\(source)"]
        )
        return library
    }

    /// Runs a program found in PATH to its end; anything but success is an error.
    static func run(_ arguments: [String]) throws {
        var process = pid_t()
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { unsafe pointers.forEach { unsafe free($0) } }
        try #require(unsafe posix_spawnp(&process, arguments[0], nil, nil, &pointers, environ) == 0)
        var status: CInt = 0
        unsafe waitpid(process, &status, 0)
        try #require(status == 0, "\(arguments.joined(separator: " ")) failed")
    }
}
