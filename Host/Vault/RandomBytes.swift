import Glibc

/// Bytes from the kernel's generator, 256 at most.
func randomBytes(_ count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        // Fails for more than 256 bytes or a kernel without the call; there is no going on without it.
        guard let address = buffer.baseAddress, unsafe getentropy(address, count) == 0 else {
            preconditionFailure("the kernel gives no random bytes")
        }
        initialized = count
    }
}
