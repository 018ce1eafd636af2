import Glibc

/// An open file descriptor, closed with its last reference.
final class Descriptor: Sendable {
    let number: CInt

    init(_ number: CInt) {
        self.number = number
    }

    deinit {
        close(number)
    }
}
