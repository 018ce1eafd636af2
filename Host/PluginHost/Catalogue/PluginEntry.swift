package import Model

/// A file in `plugins.d` and what became of it, for people who look after the installation.
package struct PluginEntry: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// Its connector takes calls, unless `runtime` says that it is in quarantine.
        case serving
        /// It is being checked and started for the first time.
        case starting
        /// It asks for more than the build that was approved, which serves as long as it runs; the sentence says what.
        case held(String)
        /// Not loaded; the sentence says why and what to do.
        case refused(String)
        /// The admin's policy says so.
        case disabled
    }

    /// `slack.so`.
    package var file: String
    /// The file's name without `.so`, which a serving plugin's connector has, too.
    package var id: String
    package var state: State
    package var name: String?
    package var version: String?
    /// Of the file, lower-case hex; nil while it could not be read.
    package var sha256: String?
    /// The linker's id of the build, by which debuggers find symbols; hexadecimal.
    package var buildID: String?
    package var size: UInt64
    /// The compiler it notes, `swift-6.3.1`.
    package var toolchain: String?
    package var isolation: PluginPolicy.Isolation
    /// What is odd but no reason to refuse, as sentences.
    package var warnings: [String]
    /// What runs it now; nil unless serving.
    package var runtime: RuntimeState?
    /// How this build ended last, when that was its own fault.
    package var fault: PluginFault?
}

/// The end of a worker that its plugin is to blame for.
package struct PluginFault: Hashable, Sendable {
    package var time: Timestamp
    /// What happened, for a person.
    package var sentence: String
    /// Nil when it did not crash: it called `exit`, broke the protocol, was not ready in time.
    package var crash: CrashReport?
}

extension PluginEntry {
    /// Of a file of which nothing more is known yet.
    init(_ found: PluginFile.Found, state: State = .serving) {
        self.init(
            file: found.id + ".so", id: found.id, state: state, size: found.identity.size, isolation: .worker, warnings: []
        )
    }

    mutating func note(_ facts: PluginFacts) {
        toolchain = facts.toolchain
        buildID = facts.buildID
    }

    mutating func note(_ manifest: Manifest) {
        name = manifest.name
        version = manifest.version.description
        warnings += manifest.warnings.map(\.description)
    }
}
