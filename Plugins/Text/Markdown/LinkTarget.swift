/// Where a link leads, made safe.
enum LinkTarget {
    /// What links may lead to; without a scheme a link stays on the page's own site.
    private static let schemes = ["http", "https", "mailto", "tel"]

    /// The target as an attribute's value; empty when it is unsafe: `javascript:` and the like run when followed.
    static func attribute(_ target: String) -> String {
        isSafe(target) ? encoded(target).escapedHTML : ""
    }

    /// Browsers skip blanks and control characters when they look for a scheme, so these are skipped here too.
    private static func isSafe(_ target: String) -> Bool {
        let visible = target.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
        let head = String(String.UnicodeScalarView(visible)).prefix { !"/?#".contains($0) }
        guard let colon = head.firstIndex(of: ":") else { return true }
        return schemes.contains(head[..<colon].lowercased())
    }

    /// With blanks, quotes, brackets and all that is not ASCII percent-encoded; what is encoded already stays.
    private static func encoded(_ target: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var text = ""
        for byte in target.utf8 {
            if byte > 0x20, byte < 0x7F, !"\"<>\\^`{|}".utf8.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text.unicodeScalars.append("%")
                text.unicodeScalars.append(digits[Int(byte >> 4)])
                text.unicodeScalars.append(digits[Int(byte & 15)])
            }
        }
        return text
    }
}
