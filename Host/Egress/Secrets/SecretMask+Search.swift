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
            guard !SecretNeedles.isEscape(input[index]) else { return matchEscaped(at: index) }
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
                }
            }
            return match
        }

        /// Byte by byte, and with the escapes resolved when the difference may be due to one.
        private mutating func compare(_ needle: [UInt8], at start: Int) -> Match {
            var count = 0
            while count < needle.count, start + count < input.count, input[start + count] == needle[count] { count += 1 }
            budget -= count + 1
            if count == needle.count { return .secret(end: start + count) }
            guard start + count < input.count else { return isEnd ? .none : .open }
            guard input[start...start + count].contains(where: SecretNeedles.isEscape) else { return .none }
            return SecretEncoding.allCases.reduce(.none) { $0.longer(compare(needle, at: start, $1)) }
        }

        private mutating func compare(_ needle: [UInt8], at start: Int, _ encoding: SecretEncoding) -> Match {
            var index = start
            for (offset, expected) in needle.enumerated() {
                guard case .byte(let byte, let length) = encoding.decode(input, index) else {
                    return isEnd ? .none : .open
                }
                guard byte == expected else {
                    budget -= offset + 1
                    return .none
                }
                index += length
            }
            budget -= needle.count
            return .secret(end: index)
        }
    }
}
