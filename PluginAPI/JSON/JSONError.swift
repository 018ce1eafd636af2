/// Why bytes are no acceptable JSON document, and where.
public struct JSONError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// The document stops inside a value, or is empty.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte
        /// `01`, `1.`, `.5`, `1e`, `+1`.
        case invalidNumber
        /// A backslash followed by what is no escape.
        case invalidEscape
        /// `\uD800`–`\uDFFF` that is not half of a pair: such a string has no UTF-8.
        case loneSurrogate
        /// A code point below U+0020 inside a string, unescaped.
        case controlCharacter
        case invalidUTF8
        /// Something follows the value.
        case trailingContent
        /// More nesting than `JSONLimits.depth`.
        case tooDeep
        /// More values than `JSONLimits.values`.
        case tooManyValues
        /// More bytes than `JSONLimits.bytes`.
        case tooLarge
    }

    public let code: Code
    /// The byte at fault, from 0; the document's length where it ends too early.
    public let offset: Int
    /// From 1.
    public let line: Int
    /// From 1, in code points.
    public let column: Int
    /// What is wrong, as a phrase: “expected a value, found ‘}’”.
    public let reason: String

    init(_ fault: Fault, in bytes: UnsafeRawBufferPointer) {
        code = fault.code
        offset = fault.offset
        let before = unsafe bytes.prefix(fault.offset)
        line = unsafe before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = unsafe before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        column = unsafe before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        let found: UInt8? = unsafe fault.offset < bytes.count ? bytes[fault.offset] : nil
        reason = fault.reason(found: found)
    }
}

extension JSONError: CustomStringConvertible {
    /// A sentence for a person: where, then what.
    public var description: String {
        code == .tooLarge ? "The document \(reason)." : "Line \(line), column \(column): \(reason)."
    }
}
