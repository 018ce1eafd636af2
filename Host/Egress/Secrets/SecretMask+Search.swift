extension SecretMask {
    enum Match: Equatable {
        case none
        /// The input ends inside what may be a secret, and there is more to come.
        case open
        case secret(end: Int)

        /// The longer of two secrets; one that may still grow over both.
        func longer(_ other: Match) -> Match {
            switch (self, other) {
            case (.open, _), (_, .open): .open
            case (.secret(let mine), .secret(let theirs)): .secret(end: max(mine, theirs))
            case (.none, _): other
            case (_, .none): self
            }
        }
    }

    /// Looks for the longest secret at each place of one input.
    struct Search {
        private let needles: SecretNeedles
        private let input: [UInt8]
        private let isEnd: Bool
        /// Bytes that may still be compared. An input made to almost match at every byte is masked whole instead of costing its
        /// length times the secret's; honest text needs less than two per byte.
        private var budget: Int

        init(_ needles: SecretNeedles, _ input: [UInt8], isEnd: Bool) {
            self.needles = needles
            self.input = input
            self.isEnd = isEnd
            budget = 16 * input.count + 65_536
        }

        mutating func match(at index: Int) -> Match {
            guard budget > 0 else { return .secret(end: input.count) }
            guard !SecretEncoding.isEscape(input[index]) else { return matchEscaped(at: index) }
            var match = Match.none
            for needle in needles[first: input[index]] {
                match = match.longer(compare(needle, at: index))
            }
            return match
        }

        /// For a place where the first byte itself may be written as an escape.
        private mutating func matchEscaped(at index: Int) -> Match {
            var match = Match.none
            for encoding in SecretEncoding.allCases {
                switch encoding.decode(input, index) {
                case .partial:
                    if !isEnd { match = .open }
                case .byte(let first, _):
                    for needle in needles[first: first] { match = match.longer(compare(needle, at: index, encoding)) }
                case .scalar(let first, _):
                    for needle in needles[first: first.utf8.first ?? 0] { match = match.longer(compare(needle, at: index, encoding)) }
                }
            }
            return match
        }

        /// Byte by byte, and with the escapes resolved when the difference may be due to one.
        private mutating func compare(_ needle: [UInt8], at start: Int) -> Match {
            var count = 0
            while count < needle.count, start + count < input.count, input[start + count] == needle[count] { count += 1 }
            budget -= count + 1
            let match: Match = count == needle.count ? .secret(end: start + count) : .none
            guard match != .none || start + count < input.count else { return isEnd ? .none : .open }
            // A match as it stands may be the shorter one: of `\\` that stands for the secret's last `\`, half would be left.
            guard input[start..<min(start + count + 1, input.count)].contains(where: SecretEncoding.isEscape) else { return match }
            return SecretEncoding.allCases.reduce(match) { $0.longer(compare(needle, at: start, $1)) }
        }

        private mutating func compare(_ needle: [UInt8], at start: Int, _ encoding: SecretEncoding) -> Match {
            var index = start, offset = 0
            defer { budget -= offset + 1 }
            while offset < needle.count {
                switch encoding.decode(input, index) {
                case .partial:
                    return isEnd ? .none : .open
                case .byte(let byte, let length):
                    guard byte == needle[offset] else { return .none }
                    offset += 1
                    index += length
                case .scalar(let scalar, let length):
                    guard needle[offset...].starts(with: scalar.utf8) else { return .none }
                    offset += scalar.utf8.count
                    index += length
                }
            }
            return .secret(end: index)
        }
    }
}
