extension JSON {
    /// The value of a document: UTF-8, strictly RFC 8259, without a byte order mark. Where a key occurs twice the last value
    /// wins. Lone surrogate escapes are refused, for such strings have no UTF-8.
    public static func parse(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONError) -> JSON {
        do {
            try check(bytes.count, limits)
            var parser = unsafe Parser(Scanner(bytes), limits)
            return try parser.document()
        } catch {
            throw unsafe JSONError(error, in: bytes)
        }
    }

    public static func parse(_ bytes: borrowing RawSpan, limits: JSONLimits = .standard) throws(JSONError) -> JSON {
        try unsafe bytes.withUnsafeBytes { bytes throws(JSONError) in try unsafe parse(bytes, limits: limits) }
    }

    public static func parse(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) -> JSON {
        try unsafe parse(bytes.span.bytes, limits: limits)
    }

    public static func parse(_ bytes: ArraySlice<UInt8>, limits: JSONLimits = .standard) throws(JSONError) -> JSON {
        try unsafe parse(bytes.span.bytes, limits: limits)
    }

    public static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSON {
        try unsafe parse(text.utf8.span.bytes, limits: limits)
    }

    /// Throws what `parse` would throw, without building the value: several times faster and without allocation.
    public static func validate(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONError) {
        do {
            try check(bytes.count, limits)
            var validator = unsafe Validator(Scanner(bytes), limits)
            try validator.document()
        } catch {
            throw unsafe JSONError(error, in: bytes)
        }
    }

    public static func validate(_ bytes: borrowing RawSpan, limits: JSONLimits = .standard) throws(JSONError) {
        try unsafe bytes.withUnsafeBytes { bytes throws(JSONError) in try unsafe validate(bytes, limits: limits) }
    }

    public static func validate(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        try unsafe validate(bytes.span.bytes, limits: limits)
    }

    private static func check(_ count: Int, _ limits: JSONLimits) throws(Fault) {
        guard count <= limits.bytes else { throw Fault(code: .tooLarge, offset: limits.bytes, limit: limits.bytes) }
    }
}
