/// A manifest that this host does not take.
package struct ManifestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What has to change, in the order of reading; never empty, at most `ManifestReader.findingLimit`.
    package let problems: [ManifestFinding]

    /// The problems, a line each.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}
