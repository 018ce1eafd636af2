/// The length of a key with its first and its last eight bytes: all of it up to 16 bytes, so that most keys compare and hash as
/// three words.
struct KeyPrint: Equatable, Sendable {
    private let count: Int
    private let first: UInt64
    private let last: UInt64

    @inline(__always)
    init(_ key: String) {
        count = key.utf8.count
        let words = unsafe key.utf8.withContiguousStorageIfAvailable { unsafe Self.words(UnsafeRawBufferPointer($0)) }
        (first, last) = unsafe words ?? Array(key.utf8).withUnsafeBytes { unsafe Self.words($0) }
    }

    /// Whether equal prints mean equal keys.
    var isExact: Bool { count <= 16 }

    /// Not secret: a table that uses it holds keys of our own, so a stranger's keys cannot make it slow.
    var hash: Int {
        let mixed = (first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40)
    }

    @inline(__always)
    private static func words(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
        let count = bytes.count
        if count >= 8 {
            return unsafe (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
        }
        if count >= 4 {
            let (low, high) = unsafe (bytes.loadUnaligned(as: UInt32.self), bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            return (UInt64(low) | UInt64(high) << 32, 0)
        }
        return unsafe (bytes.reduce(0) { $0 << 8 | UInt64($1) }, 0)
    }
}
