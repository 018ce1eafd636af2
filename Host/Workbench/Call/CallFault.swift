/// Why `plugin call` did not come to a result.
package struct CallFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Int32, Sendable {
        /// The plugin answered with an error.
        case failed = 1
        /// The call was not even made: the plugin, the input or the credential is not right.
        case cannotRun = 2
        /// A request has no counterpart in the recording.
        case notRecorded = 3
    }

    package let kind: Kind
    /// Sentences for a person, without secrets.
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
