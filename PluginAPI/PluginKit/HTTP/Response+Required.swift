extension Response {
    /// What every good answer has at a place of its JSON, such as `/id` or `/items`.
    ///
    /// - Throws: ``CallError`` of class `retry` where it is missing or null: the answer was cut off, or is not the provider's.
    public func required(_ pointer: String) throws -> JSON {
        if let value = json[pointer: pointer], !value.isNull { return value }
        throw CallError.retry("The provider's answer is not what it should be: it has no \(pointer).")
    }
}
