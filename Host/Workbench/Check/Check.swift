/// One thing that is looked at in a plugin.
package struct Check: Sendable {
    /// `http.429`: what it is about, a dot, and a word; by these names people pick checks.
    package let name: String
    /// What a plugin that passes does, as a sentence.
    package let description: String
    let subject: Subject

    /// What must be there for the check to begin; each needs those before it.
    enum Subject: Sendable {
        /// The file alone: none of its code runs.
        case file(@Sendable (FileUnderCheck) -> Verdict)
        /// A plugin that can be started.
        case start(@Sendable (PluginUnderCheck) async -> Verdict)
        /// What it says of itself.
        case manifest(@Sendable (ManifestUnderCheck) -> Verdict)
        /// A manifest that the host takes, so that calls make sense.
        case calls(@Sendable (CallsUnderCheck) async -> Verdict)
    }

    init(_ name: String, _ description: String, _ subject: Subject) {
        self.name = name
        self.description = description
        self.subject = subject
    }

    /// All there are, in the order in which they run.
    package static let all: [Check] = fileChecks + startChecks + manifestChecks + callChecks + httpChecks
}
