package import Model

/// What a statement's parameter can be. Booleans are 0 and 1, times are milliseconds since 1970, documents are blobs.
package enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    /// Without U+0000, which not every database can hold; such a text is refused with ``StorageError/invalidText``.
    case text(String)
    case blob([UInt8])
}

extension Value {
    package static func id<Kind>(_ identifier: Identifier<Kind>) -> Value { .text(identifier.text) }
    package static func id<Kind>(_ identifier: Identifier<Kind>?) -> Value { identifier.map(Value.id) ?? .null }
    package static func time(_ time: Timestamp) -> Value { .integer(time.milliseconds) }
    package static func time(_ time: Timestamp?) -> Value { time.map(Value.time) ?? .null }
    package static func optional(_ number: Int64?) -> Value { number.map(Value.integer) ?? .null }
    package static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    package static func optional(_ bytes: [UInt8]?) -> Value { bytes.map(Value.blob) ?? .null }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }
}
