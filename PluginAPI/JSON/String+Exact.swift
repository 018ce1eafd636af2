#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

// Swift compares strings by canonical equivalence: "é" as one code point equals "e" with an accent. In JSON they are two
// keys, so keys and values compare by their bytes. It is also faster and leaves no class of keys that hash alike.
extension String {
    /// Same code points, byte for byte.
    func isIdentical(to other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        let result = unsafe utf8.withContiguousStorageIfAvailable { left in
            unsafe other.utf8.withContiguousStorageIfAvailable { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return true }
                return unsafe memcmp(left, right, count) == 0
            }
        }
        return (result ?? nil) ?? utf8.elementsEqual(other.utf8)
    }

    /// Agrees with `isIdentical(to:)`.
    func hashBytes(into hasher: inout Hasher) {
        let done: Void? = unsafe utf8.withContiguousStorageIfAvailable { bytes in
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        if done == nil { for byte in utf8 { hasher.combine(byte) } }
        // Bytes alone would let ["ab", "c"] and ["a", "bc"] hash alike; 0xFF never occurs in UTF-8.
        hasher.combine(0xFF as UInt8)
    }
}
