import Glibc

/// Random numbers from the kernel, four with one system call: the standard generator takes a call for each, and an
/// identifier needs two of them, a trace three.
struct KernelRandom: RandomNumberGenerator {
    private var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    private var left = 0

    mutating func next() -> UInt64 {
        if left == 0 { refill() }
        left -= 1
        return words[left]
    }

    private mutating func refill() {
        let status = unsafe withUnsafeMutableBytes(of: &words) { unsafe getentropy($0.baseAddress!, $0.count) }
        // Fails only on a kernel without the call; there is no going on without it.
        precondition(status == 0, "the kernel gives no random bytes")
        left = words.count
    }
}
