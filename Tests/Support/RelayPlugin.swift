package import Foundation

/// `Tests/Fixtures/Relay/relay.c`, built once per test run.
package enum RelayPlugin {
    /// A build that forgets that its secrets are secret.
    package static let careless = Result { try build(["-DCARELESS"]) }
    package static let careful = Result { try build([]) }

    /// Puts a build into a folder, with a policy that lets it reach loopback.
    package static func install(_ library: Result<Data, any Error> = careful, in folder: String) throws {
        try library.get().write(to: URL(fileURLWithPath: "\(folder)/relay.so"))
        try Data(#"{"private_hosts":["127.0.0.1"]}"#.utf8).write(to: URL(fileURLWithPath: "\(folder)/relay.json"))
    }

    private static func build(_ definitions: [String]) throws -> Data {
        try FixtureLibrary.build(FixtureLibrary.sources(in: "Relay"), ["-std=c99", "-pedantic"] + definitions)
    }
}
