internal import CCurl
internal import Glibc

/// An error of the operating system while the transfer thread starts.
struct SystemError: Error, CustomStringConvertible {
    let call: String
    let code: Int32

    var description: String { "\(call) failed with error \(code)" }
}

/// An epoll instance: which descriptors are ready, without looking at all of them. Confined to one thread.
@safe
final class EventPoll {
    struct Event {
        let descriptor: Int32
        let isReadable: Bool
        let isWritable: Bool
        let isBroken: Bool
    }

    private let poll: Int32
    private var buffer = unsafe Array(repeating: epoll_event(), count: 64)

    init() throws(SystemError) {
        poll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard poll >= 0 else { throw SystemError(call: "epoll_create1", code: errno) }
    }

    deinit {
        close(poll)
    }

    /// Starts to watch a descriptor, or changes what for.
    func watch(_ descriptor: Int32, read: Bool, write: Bool) {
        var event = unsafe epoll_event()
        unsafe event.events = (read ? EPOLLIN.rawValue : 0) | (write ? EPOLLOUT.rawValue : 0)
        unsafe event.data.fd = descriptor
        if unsafe epoll_ctl(poll, EPOLL_CTL_MOD, descriptor, &event) < 0, errno == ENOENT {
            unsafe epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event)
        }
    }

    /// The descriptor may be closed already.
    func forget(_ descriptor: Int32) {
        epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, nil)
    }

    /// Waits for events, at most `milliseconds`, forever when negative.
    func wait(milliseconds: Int32) -> [Event] {
        let count = unsafe epoll_wait(poll, &buffer, Int32(buffer.count), milliseconds)
        return unsafe buffer.prefix(Int(max(count, 0))).map { event in
            let events = unsafe event.events
            return unsafe Event(
                descriptor: event.data.fd,
                isReadable: events & EPOLLIN.rawValue != 0,
                isWritable: events & EPOLLOUT.rawValue != 0,
                isBroken: events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
            )
        }
    }
}
