extension SecretMask {
    /// Masks text that arrives in chunks; a secret that is split across them is found too. What may be the beginning of a secret
    /// is held back until the next chunk decides.
    package struct Stream {
        private let mask: SecretMask
        private var held: [UInt8] = []

        package init(_ mask: SecretMask) {
            self.mask = mask
        }

        /// The masked text that is certain now.
        package mutating func append(_ chunk: some Sequence<UInt8>) -> [UInt8] {
            held += chunk
            return release(isEnd: false)
        }

        /// The rest; the stream is then as new.
        package mutating func finish() -> [UInt8] {
            release(isEnd: true)
        }

        private mutating func release(isEnd: Bool) -> [UInt8] {
            var output: [UInt8] = []
            held.removeFirst(mask.scan(held, isEnd: isEnd, into: &output))
            return output
        }
    }

    /// The masked beginning of `bytes`, at most `limit` bytes; a secret that crosses the limit shows no part of itself.
    package func prefix(_ limit: Int, of bytes: [UInt8]) -> [UInt8] {
        var stream = Stream(self)
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count, output.count < limit {
            let end = min(index + 4096, bytes.count)
            output += stream.append(bytes[index..<end])
            index = end
        }
        if index == bytes.count { output += stream.finish() }
        return Array(output.prefix(limit))
    }
}
