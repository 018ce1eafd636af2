/// What an action promises about its effects; nothing unless it says so.
package struct ActionHints: Hashable, Sendable {
    /// Changes nothing.
    package var isReadOnly = false
    /// Twice is as good as once.
    package var isIdempotent = false
    /// May destroy something.
    package var isDestructive = false
    /// Header in which the provider takes the idempotency key, which makes a repeated request safe.
    package var idempotencyKeyHeader: String?

    init() {}

    init(_ reader: inout ManifestReader) {
        isReadOnly = reader.bool("read_only")
        isIdempotent = reader.bool("idempotent")
        isDestructive = reader.bool("destructive")
        idempotencyKeyHeader = reader.string("idempotency_key_header")
        if idempotencyKeyHeader?.isEmpty == true { reader.refuse(key: "idempotency_key_header", "Name the header, or leave it out.") }
    }
}
