/// Replaces secrets in text that flows back: a second net behind the rule that secrets never enter a plugin.
///
/// Found are the raw bytes, Base64 in each of its three alignments and both alphabets, hexadecimal digits, and each of these
/// with any of its characters percent-encoded (once or twice), JSON-escaped or written as HTML references. Not found is what
/// takes a program to undo: compression, ciphers, hashes, another character set, Base64 broken into lines.
package struct SecretMask: Sendable {
    package static let replacement = "[secret]"
    /// Shorter secrets, in bytes, are not looked for: they occur in honest text, and a mask that shows where would let anyone
    /// find out a PIN by trying. What the host puts on a request by itself is left out of the record however short it is. A
    /// longer secret that is a common word is looked for: the word is then masked wherever it stands.
    package static let minimumLength = 6

    private let needles: SecretNeedles

    package init(_ secrets: [String]) {
        needles = SecretNeedles(secrets)
    }

    package var isEmpty: Bool { needles.isEmpty }

    package func masking(_ bytes: [UInt8]) -> [UInt8] {
        guard finds(in: bytes) else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        _ = scan(bytes, isEnd: true, into: &output)
        return output
    }

    package func masking(_ text: String) -> String {
        finds(in: text) ? String(decoding: masking(Array(text.utf8)), as: UTF8.self) : text
    }

    package func finds(in text: String) -> Bool {
        !isEmpty && finds(in: Array(text.utf8))
    }

    package func finds(in bytes: [UInt8]) -> Bool {
        guard !isEmpty else { return false }
        var search = Search(needles, bytes, isEnd: true)
        var index = needles.candidate(in: bytes, from: 0)
        while index < bytes.count {
            guard search.match(at: index) == .none else { return true }
            index = needles.candidate(in: bytes, from: index + 1)
        }
        return false
    }

    /// Appends `input` to `output` with secrets replaced. Unless this is the end, it stops where a secret may have begun that
    /// goes on in what is still to come. Returns how many bytes of `input` are done.
    func scan(_ input: [UInt8], isEnd: Bool, into output: inout [UInt8]) -> Int {
        guard !isEmpty else {
            output += input
            return input.count
        }
        var search = Search(needles, input, isEnd: isEnd)
        var index = 0, copied = 0
        scanning: while true {
            index = needles.candidate(in: input, from: index)
            guard index < input.count else { break }
            switch search.match(at: index) {
            case .none:
                index += 1
            case .open:
                break scanning
            case .secret(let end):
                output += input[copied..<index]
                output += Self.replacement.utf8
                (index, copied) = (end, end)
            }
        }
        output += input[copied..<index]
        return index
    }
}
