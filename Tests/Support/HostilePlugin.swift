package import Foundation

/// `Tests/Fixtures/Hostile`, built once per test run.
package enum HostilePlugin {
    package static let library = Result {
        try FixtureLibrary.build(FixtureLibrary.sources(in: "Hostile", without: ["launch.c", "victim.c"]), ["-std=gnu11"])
    }

    package static func install(in folder: String) throws {
        try library.get().write(to: URL(fileURLWithPath: "\(folder)/hostile.so"))
    }
}
