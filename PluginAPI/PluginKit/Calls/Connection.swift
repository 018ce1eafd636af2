/// An authorised account, as far as a plugin may know it.
public struct Connection: Sendable {
    public let id: String
    /// Id of the ``Auth`` scheme it was made with.
    public let scheme: String
    /// What a person entered, without the secrets.
    public let fields: JSON

    init?(_ document: JSON?) {
        guard let document, let scheme = document["scheme"]?.string else { return nil }
        id = document["id"]?.string ?? ""
        self.scheme = scheme
        fields = document["fields"] ?? [:]
    }
}
