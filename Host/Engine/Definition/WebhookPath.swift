/// The part of a webhook's URL that a workflow chooses.
package enum WebhookPath {
    static let rule =
        "A webhook path is 1 to 200 letters, digits, '.', '_', '~' or '-', in parts separated by single slashes, such as \"/orders/new\"."

    /// The path without its outer slashes; nil when it breaks the rule. Every character stands for itself in a URL, so
    /// comparing bytes is comparing paths.
    package static func normalize(_ path: Substring) -> String? {
        var bytes = path.utf8
        if bytes.first == slash { bytes.removeFirst() }
        if bytes.last == slash { bytes.removeLast() }
        guard (1...200).contains(bytes.count) else { return nil }
        let parts = bytes.split(separator: slash, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAllowed) && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) })
        else { return nil }
        return String(Substring(bytes))
    }

    private static let slash = UInt8(ascii: "/")

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
