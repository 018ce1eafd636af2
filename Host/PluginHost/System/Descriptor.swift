import CLinux
import Glibc

/// An open file descriptor, closed with its last reference.
package final class Descriptor: Sendable {
    package let number: CInt

    package init(_ number: CInt) {
        self.number = number
    }

    deinit {
        close(number)
    }
}

extension Descriptor {
    /// `/dev/null`, above the numbers a worker is born with.
    static var null: Descriptor {
        let low = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
        let high = file_raise(low)
        close(low)
        return Descriptor(high)
    }
}
