extension JSON {
    /// The compact document as UTF-8.
    public func bytes() -> [UInt8] { written().bytes() }

    /// The compact document.
    public func text() -> String { written().text() }

    /// Appends the compact document.
    public func write(into bytes: inout [UInt8]) { written().append(to: &bytes) }

    private func written() -> JSONWriter {
        var writer = JSONWriter()
        writer.value(self)
        return writer
    }
}
