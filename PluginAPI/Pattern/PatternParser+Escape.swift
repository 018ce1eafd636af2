extension PatternParser {
    /// What an escape means inside a class and outside.
    enum Escape {
        case scalar(Unicode.Scalar)
        case set(ScalarSet)
    }

    /// The atom after a backslash.
    mutating func escapedAtom() throws(PatternError) -> Node {
        let start = position
        if accept("b") { return .assertion(.wordBoundary) }
        if accept("B") { return .assertion(.noWordBoundary) }
        if accept("A") { return .assertion(.startOfText) }
        if accept("z") { return .assertion(.endOfText) }
        if accept("k") || ("1"..."9").contains(current ?? " ") {
            throw Self.backReference(at: start)
        }
        switch try escape() {
        case .scalar(let scalar): return literal(scalar)
        case .set(let set): return .set(options.contains(.caseInsensitive) ? set.ignoringCase : set)
        }
    }

    static func backReference(at position: Int) -> PatternError {
        PatternError(position, "back-references are not supported, for they cannot be matched in linear time")
    }

    /// The escape whose backslash has been passed.
    mutating func escape() throws(PatternError) -> Escape {
        let start = position
        guard let letter = current else { throw error("the pattern ends after a backslash") }
        position += 1
        switch letter {
        case "d": return .set(.digits)
        case "D": return .set(ScalarSet.digits.inverted)
        case "w": return .set(.wordScalars)
        case "W": return .set(ScalarSet.wordScalars.inverted)
        case "s": return .set(.whiteSpace)
        case "S": return .set(ScalarSet.whiteSpace.inverted)
        case "p", "P": return .set(try property(isNegated: letter == "P"))
        case "t": return .scalar("\t")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "v": return .scalar("\u{B}")
        case "f": return .scalar("\u{C}")
        case "0" where !("0"..."9").contains(current ?? " "): return .scalar("\0")
        case "c": return .scalar(try controlLetter())
        case "x": return .scalar(try scalar(hexadecimal(digits: 2), from: start))
        case "u": return .scalar(try unicodeEscape(from: start))
        default:
            guard letter.isASCII, !letter.properties.isAlphabetic, !("0"..."9").contains(letter) else {
                throw PatternError(start, "\\\(letter) is no escape")
            }
            return .scalar(letter)
        }
    }

    /// `\cJ` is the line feed: the letter's position in the alphabet.
    private mutating func controlLetter() throws(PatternError) -> Unicode.Scalar {
        guard let letter = current, letter.isASCII, letter.properties.isAlphabetic else { throw error("\\c needs a letter from A to Z") }
        position += 1
        return Unicode.Scalar(UInt8(letter.value & 31))
    }

    /// `\u00e9`, `\u{1F600}`, or two surrogates `\ud83d\ude00`.
    private mutating func unicodeEscape(from start: Int) throws(PatternError) -> Unicode.Scalar {
        if accept("{") {
            let value = try hexadecimal(digits: nil)
            guard accept("}") else { throw error("\\u{ needs hexadecimal digits and a closing brace") }
            return try scalar(value, from: start)
        }
        let first = try hexadecimal(digits: 4)
        if (0xD800...0xDBFF).contains(first), accept("\\u") {
            let second = try hexadecimal(digits: 4)
            guard (0xDC00...0xDFFF).contains(second) else { throw PatternError(start, "an escaped surrogate stands alone") }
            return try scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), from: start)
        }
        return try scalar(first, from: start)
    }

    private mutating func hexadecimal(digits count: Int?) throws(PatternError) -> UInt32 {
        let start = position
        var value: UInt32 = 0
        while position - start < count ?? 6, let digit = current.flatMap({ $0.isASCII ? Character($0).hexDigitValue : nil }) {
            value = value << 4 | UInt32(digit)
            position += 1
        }
        guard position - start == count ?? max(position - start, 1) else {
            throw error(count.map { "\($0) hexadecimal digits must stand here" } ?? "hexadecimal digits must stand here")
        }
        return value
    }

    private func scalar(_ value: UInt32, from start: Int) throws(PatternError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(value) else { throw PatternError(start, "there is no such Unicode scalar") }
        return scalar
    }

    /// `{Lu}` or a one-letter name after `\p` or `\P`.
    private mutating func property(isNegated: Bool) throws(PatternError) -> ScalarSet {
        let start = position
        var name = ""
        if accept("{") {
            while let scalar = current, scalar != "}" {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            guard accept("}") else { throw PatternError(start, "the name of the property is never closed by ‘}’") }
        } else if let scalar = current {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard let property = ScalarProperty(named: name) else {
            let known = "general categories such as L, Lu or Nd are, and Alphabetic, Lowercase, Uppercase, White_Space, Emoji"
            throw PatternError(start, "there is no property ‘\(name)’; \(known)")
        }
        return ScalarSet(property, isNegated: isNegated)
    }
}
