/// Why a text is no pattern.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where, in Unicode scalars from 0.
    public let position: Int
    /// What is wrong, as a phrase: “a ‘(’ is never closed”.
    public let reason: String

    init(_ position: Int, _ reason: String) {
        self.position = position
        self.reason = reason
    }

    /// A sentence for a person; it counts characters from 1.
    public var description: String { "Character \(position + 1) of the pattern: \(reason)." }
}
