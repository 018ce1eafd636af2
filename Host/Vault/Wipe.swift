import Glibc

/// Overwrites a secret that is no longer needed. Copies that the standard library or Foundation made on the way stay where they
/// were, so this narrows the time in which memory gives a key away and does not end it.
func wipe(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { buffer in
        if let address = buffer.baseAddress { unsafe explicit_bzero(address, buffer.count) }
    }
}
