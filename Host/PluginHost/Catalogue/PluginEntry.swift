/// A file in `plugins.d` and what became of it, for people who look after the installation.
package struct PluginEntry: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// Its connector takes calls.
        case serving
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
    package var size: UInt64
    /// The compiler it notes, `swift-6.3.1`.
    package var toolchain: String?
    package var isolation: PluginPolicy.Isolation
    /// What is odd but no reason to refuse, as sentences.
    package var warnings: [String]
    /// What runs it now; nil unless serving.
    package var runtime: RuntimeState?
}
