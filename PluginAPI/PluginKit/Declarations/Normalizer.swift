/// Turns one kind of a provider's events into events of the platform's own shape, without asking anybody.
public struct Normalizer: Sendable {
    let id: String
    let normalize: @Sendable (JSON) throws -> [JSON]

    /// - Parameter kind: Id of the trigger or stream whose data it takes.
    public init(_ kind: String, normalize: @escaping @Sendable (JSON) throws -> [JSON]) {
        id = kind
        self.normalize = normalize
    }
}
