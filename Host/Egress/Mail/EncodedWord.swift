/// Any text in a header (RFC 2047): printable ASCII stands as it is, all else in words of base64.
enum EncodedWord {
    /// RFC 2047 allows an encoded word 75 characters and a line that holds one 76: `=?utf-8?B?` and `?=` leave 63 digits, of which 60
    /// are whole groups; the space that begins a folded line counts, too.
    private static let bytesPerWord = 45
    /// RFC 5322 asks for lines of 78 at most.
    private static let lineLength = 78

    /// - Parameter prefix: How many characters stand before it on its line.
    static func encode(_ text: String, after prefix: Int) -> String {
        let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
        // What looks like an encoded word would be read as one.
        guard clean.utf8.count + prefix > lineLength || clean.contains("=?") || !clean.utf8.allSatisfy({ $0 < 128 }) else { return clean }
        return words(clean).map { "=?utf-8?B?\(Base64.encode($0))?=" }.joined(separator: "\r\n ")
    }

    /// The text in parts that each fit one word; no character is divided between two.
    private static func words(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        // The first line also holds the name of the header.
        var room = bytesPerWord - 9
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = UTF8.encode(scalar).map(Array.init) ?? []
            if word.count + bytes.count > room {
                words.append(word)
                (word, room) = ([], bytesPerWord)
            }
            word += bytes
        }
        return words + [word]
    }
}
