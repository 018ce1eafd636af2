import Glibc
import PluginHost

/// The hostile plugin (Tests/Fixtures/Hostile) and the worker it is put into.
enum Hostile {
    private static let topics = [
        "hostile", "files", "names", "network", "processes", "victims", "kernel", "privileges", "memory", "crashes", "floods", "frames", "calls",
        "constructor",
    ]

    /// The library; `constructor` is a C statement that runs while it is loaded.
    static func library(constructor: String? = nil) throws -> String {
        let options = ["-Wall", "-Wextra", "-Werror"] + (constructor.map { ["-DCONSTRUCTOR=\($0)"] } ?? [])
        return try Fixture.build(topics.map { "Hostile/\($0).c" }, options)
    }

    /// A worker that something stands before: what Tests/Fixtures/Hostile/launch.c can be told.
    static func worker(_ definitions: String...) throws -> String {
        try Fixture.program("Hostile/launch.c", (["WORKER=\"\(workerPath)\""] + definitions).map { "-D" + $0 })
    }

    /// A host whose only plugin is hostile.
    static func installation(constructor: String? = nil, _ adjust: (inout PluginHostConfiguration) throws -> Void = { _ in }) async throws -> Installation {
        var given = PluginHostConfiguration(folder: "", worker: workerPath)
        given.grace = .milliseconds(200)
        try adjust(&given)
        let installation = try Installation { configuration in
            let folder = configuration.folder
            configuration = given
            configuration.folder = folder
        }
        try installation.add(library(constructor: constructor), as: "hostile")
        await installation.host.load()
        return installation
    }
}
