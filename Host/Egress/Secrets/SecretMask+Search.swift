extension SecretMask {
    enum Match: Equatable {
        case none
        /// The input ends inside what may be a secret, and there is more to come.
        case open
        case secret(end: Int)
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
            budget = 64 * input.count + 65_536
        }

        mutating func match(at index: Int) -> Match {
            guard budget > 0 else { return .secret(end: input.count) }
            var longest: Int?
            for encoding in encodings(at: index) {
                switch encoding.decode(input, index) {
                case .partial:
                    if !isEnd { return .open }
                case .byte(let first, _):
                    for needle in needles[first: first] {
                        switch compare(needle, at: index, encoding) {
                        case .open: return .open
                        case .secret(let end): longest = max(longest ?? 0, end)
                        case .none: break
                        }
                    }
                }
            }
            return longest.map { .secret(end: $0) } ?? .none
        }

        /// Text that begins with an escape of one encoding is not in the other.
        private func encodings(at index: Int) -> [SecretEncoding] {
            switch input[index] {
            case UInt8(ascii: "%"), UInt8(ascii: "+"): Self.percent
            case UInt8(ascii: "\\"): Self.json
            default: Self.all
            }
        }

        private static let percent: [SecretEncoding] = [.raw, .percent, .form]
        private static let json: [SecretEncoding] = [.raw, .json]
        private static let all: [SecretEncoding] = [.raw, .percent, .form, .json]

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
