import Glibc
import Synchronization
import Testing

/// A plugin that this test run builds from C, as a stranger would: `cc` and the header.
enum Fixture {
    /// The repository, from this file's place in it.
    static let root = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/" + $1 }

    /// Libraries built in this run, by what they were built from: many tests ask for the same.
    private static let built = Mutex<[[String]: String]>([:])

    /// Builds `Tests/Fixtures/<source>` and gives the path of the library.
    static func build(_ source: String, _ options: [String] = []) throws -> String {
        try build([source], options)
    }

    /// Builds a library of several files.
    static func build(_ sources: [String], _ options: [String] = []) throws -> String {
        let library = ["-shared", "-fPIC", "-fvisibility=hidden", "-pthread", "-I", "\(root)/PluginAPI/Header"]
        return try compile(sources, library + options)
    }

    /// Builds `Tests/Fixtures/<source>` and gives the path of the program.
    static func program(_ source: String, _ options: [String] = []) throws -> String {
        try compile([source], options)
    }

    private static func compile(_ sources: [String], _ options: [String]) throws -> String {
        let key = sources + options
        if let output = built.withLock({ $0[key] }) { return output }
        let output = try Scratch.folder() + "/output"
        try run(["cc", "-std=gnu11", "-O1"] + sources.map { "\(root)/Tests/Fixtures/\($0)" } + options + ["-o", output])
        built.withLock { $0[key] = output }
        return output
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
