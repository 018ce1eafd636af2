/// Where a request goes. What is interpolated becomes one segment, or one value, of the URL and cannot break out of it.
///
/// ```swift
/// "https://discord.com/api/v10/channels/\(channel)/messages"   // channel = "a/b": …/channels/a%2Fb/messages
/// ```
public struct RequestURL: Sendable, ExpressibleByStringInterpolation {
    let text: String
    /// Why the URL must not be used.
    let flaw: String?

    public init(stringLiteral text: String) {
        self.text = text
        flaw = nil
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        flaw = stringInterpolation.flaw
    }

    /// Takes a whole URL as it is, such as one a person entered or a provider answered.
    public init(verbatim text: String) {
        self.text = text
        flaw = nil
    }

    /// The address that the connection keeps secret, for a scheme of kind ``Auth/urlSecret(_:_:url:pattern:_:)``.
    ///
    /// - Parameter suffix: Appended to it, such as "/messages".
    public static func connection(_ suffix: String = "") -> RequestURL { RequestURL(verbatim: "connection:" + suffix) }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var flaw: String?

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Dots alone would climb the path, percent-encoded or not, and nothing would leave a segment out.
        public mutating func appendInterpolation(_ value: String) {
            if ["", ".", ".."].contains(value) { flaw = "“\(value)” cannot be part of a URL." }
            text += value.percentEncoded
        }

        public mutating func appendInterpolation(_ value: Int) {
            text += String(value)
        }

        /// Takes a part of the URL as it is, such as a base that the connector itself keeps.
        public mutating func appendInterpolation(verbatim value: String) {
            text += value
        }
    }
}

extension String {
    /// With all but RFC 3986's unreserved characters percent-encoded.
    var percentEncoded: String {
        var encoded: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
