extension CallError: JSONConvertible {
    /// The error document, `Schemas/error.json`.
    public var json: JSON {
        .members([
            "class": self.class.rawValue,
            "message": message,
            "retry_after_ms": retryAfter.map { max(0, $0.milliseconds) },
            "provider_status": providerStatus,
            "field": field,
        ])
    }

    /// Reads an error document; what is unknown counts as passing.
    package init(_ document: JSON) {
        self.init(
            document["class"]?.string.flatMap(Class.init) ?? .retry,
            document["message"]?.string ?? "The host could not send the request.",
            retryAfter: document["retry_after_ms"]?.int64.map { .milliseconds($0) },
            providerStatus: document["provider_status"]?.int64.flatMap { Int(exactly: $0) },
            field: document["field"]?.string
        )
    }

    /// Any error, as one that the host understands. What a connector did not foresee is its bug.
    init(_ error: any Error) {
        self = error as? CallError ?? .bug("\(error)")
    }
}
