/// Takes the parts of a date from a text, from left to right.
struct DateScanner {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String) {
        rest = text[...].unicodeScalars
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    /// A number of so many digits, at most nine.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        let text = rest.prefix(digits.upperBound).prefix { ("0"..."9").contains($0) }
        guard digits.contains(text.count), let number = Int(String(text)) else { return nil }
        rest.removeFirst(text.count)
        return number
    }

    /// The digits of a fraction of a second; those beyond milliseconds are dropped.
    mutating func milliseconds() -> Int? {
        let text = rest.prefix { ("0"..."9").contains($0) }
        guard !text.isEmpty else { return nil }
        rest.removeFirst(text.count)
        let digits = String(text).prefix(3)
        return Int(digits + String(repeating: "0", count: 3 - digits.count))
    }

    /// "Z" or "+02:00", in seconds.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let text = rest.prefix { "+-:0123456789".unicodeScalars.contains($0) }
        rest.removeFirst(text.count)
        return Zone.offset(String(text))
    }

    /// One of these words, in either case; gives its index.
    mutating func word(of words: [String]) -> Int? {
        let text = String(rest).lowercased()
        guard let index = words.firstIndex(where: { text.hasPrefix($0.lowercased()) }) else { return nil }
        rest.removeFirst(words[index].unicodeScalars.count)
        return index
    }
}
