/// Writes a document piece by piece, with the commas in the right places, without building a value first.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object { writer in
///     writer.member("action", "send_message")
///     writer.member("input", raw: storedInput)  // a document that is already bytes is copied, not parsed
/// }
/// let bytes = writer.bytes()
/// ```
///
/// The caller keeps the grammar: one value at the top, a key before each value inside an object and nowhere else.
public struct JSONWriter: ~Copyable {
    private var output: OutputBuffer
    /// Whether a value ended at this level, so that the next one needs a comma before it.
    private var followsValue = false

    /// `capacity` is the expected size in bytes; the writer grows beyond it.
    public init(capacity: Int = 1024) {
        output = OutputBuffer(capacity: max(capacity, 64))
    }

    /// What has been written, as UTF-8.
    public borrowing func bytes() -> [UInt8] { output.bytes }

    public borrowing func text() -> String { output.text }

    borrowing func append(to bytes: inout [UInt8]) { output.append(to: &bytes) }

    // MARK: Containers

    public mutating func object<Failure>(_ members: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open("{")
        try members(&self)
        close("}")
    }

    public mutating func array<Failure>(_ elements: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open("[")
        try elements(&self)
        close("]")
    }

    /// The key of the member whose value is written next.
    @inline(__always)
    public mutating func key(_ key: String) {
        separate()
        output.append(quoting: key)
        output.append(UInt8(ascii: ":"))
        followsValue = false
    }

    public mutating func member(_ key: String, _ value: JSON) {
        self.key(key)
        self.value(value)
    }

    public mutating func member(_ key: String, _ value: String) {
        self.key(key)
        string(value)
    }

    public mutating func member(_ key: String, raw document: [UInt8]) {
        self.key(key)
        raw(document)
    }

    // MARK: Values

    public mutating func value(_ value: JSON) {
        switch value {
        case .null: literal("null")
        case .bool(let value): literal(value ? "true" : "false")
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            open("[")
            for element in elements { self.value(element) }
            close("]")
        case .object(let members):
            open("{")
            for (key, value) in members {
                self.key(key)
                self.value(value)
            }
            close("}")
        }
    }

    @inline(__always)
    public mutating func string(_ value: String) {
        separate()
        output.append(quoting: value)
        followsValue = true
    }

    public mutating func integer(_ value: Int64) {
        separate()
        output.append(value)
        followsValue = true
    }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    public mutating func null() { literal("null") }

    /// A document that is already serialised, copied as it is. It must be valid (`JSON.validate`) where it comes from a stranger.
    public mutating func raw(_ document: [UInt8]) {
        separate()
        unsafe document.withUnsafeBytes { unsafe output.append($0) }
        followsValue = true
    }

    public mutating func number(_ value: JSONNumber) {
        switch value.storage {
        case .integer(let value):
            integer(value)
        case .text(var text):
            separate()
            text.withUTF8 { unsafe output.append(UnsafeRawBufferPointer($0)) }
            followsValue = true
        }
    }

    // MARK: Punctuation

    @inline(__always)
    private mutating func separate() {
        if followsValue { output.append(UInt8(ascii: ",")) }
    }

    @inline(__always)
    private mutating func literal(_ word: StaticString) {
        separate()
        output.append(word)
        followsValue = true
    }

    @inline(__always)
    private mutating func open(_ mark: Unicode.Scalar) {
        separate()
        output.append(UInt8(ascii: mark))
        followsValue = false
    }

    @inline(__always)
    private mutating func close(_ mark: Unicode.Scalar) {
        output.append(UInt8(ascii: mark))
        followsValue = true
    }
}
