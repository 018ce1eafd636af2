/// The table by which glibc finds symbols: a head, a bloom filter of 64-bit words, buckets, and chains that end with an odd
/// word. It holds the defined symbols only, which come last in the table of symbols.
struct GNUHashTable {
    private let firstSymbol: UInt64
    private let buckets: (offset: UInt64, count: UInt64)

    init(_ file: FileBytes, at offset: UInt64) throws(PluginBinaryError) {
        let bucketCount = UInt64(try file.number(UInt32.self, at: offset))
        firstSymbol = UInt64(try file.number(UInt32.self, at: offset + 4))
        let bloomSize = UInt64(try file.number(UInt32.self, at: offset + 8)) * 8
        buckets = (offset + 16 + bloomSize, bucketCount)
        _ = try file.slice(at: buckets.offset, size: bucketCount * 4)
    }

    /// One more than the last symbol: the end of the chain that starts last.
    func symbolCount(_ file: FileBytes) throws(PluginBinaryError) -> UInt64 {
        var last: UInt64 = 0
        for index in 0..<buckets.count { last = max(last, UInt64(try file.number(UInt32.self, at: buckets.offset + index * 4))) }
        guard last >= firstSymbol else { return firstSymbol }
        let chains = buckets.offset + buckets.count * 4
        while try file.number(UInt32.self, at: chains + (last - firstSymbol) * 4) & 1 == 0 { last += 1 }
        return last + 1
    }
}
