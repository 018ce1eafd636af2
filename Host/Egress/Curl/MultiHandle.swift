internal import CCurl

/// libcurl's multi handle over an ``EventPoll``: many transfers on one thread. Confined to that thread.
@safe
final class MultiHandle {
    private let pointer: UnsafeMutableRawPointer
    private let poll: EventPoll
    /// When libcurl wants to be called although nothing happened.
    private var due: ContinuousClock.Instant?

    /// Wakes on `wakeup` besides its own sockets.
    init(wakeup: WakeupSignal) throws(SystemError) {
        guard let pointer = unsafe curl_multi_init() else { throw SystemError(call: "curl_multi_init", code: 0) }
        unsafe self.pointer = pointer
        poll = try EventPoll()
        poll.watch(wakeup.descriptor, read: true, write: false)
        installCallbacks()
        // Per pool: more idle connections than this are closed, oldest first.
        unsafe ccurl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, 64)
    }

    /// All easy handles must be out.
    deinit {
        unsafe curl_multi_cleanup(pointer)
    }

    func add(_ easy: EasyHandle) -> Bool {
        unsafe curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK
    }

    /// Ends its transfer, if any; a connection in the middle of an answer is closed.
    func remove(_ easy: EasyHandle) {
        unsafe curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// Waits until something happens, at most `limit`, and gives the transfers that ended.
    func turn(limit: Duration?) -> [(EasyHandle, CURLcode)] {
        var running: Int32 = 0
        for event in poll.wait(milliseconds: waiting(limit)) {
            let mask = (event.isReadable ? CURL_CSELECT_IN : 0) | (event.isWritable ? CURL_CSELECT_OUT : 0)
                | (event.isBroken ? CURL_CSELECT_ERR : 0)
            unsafe curl_multi_socket_action(pointer, event.descriptor, mask, &running)
        }
        if let time = due, time <= .now {
            due = nil
            unsafe curl_multi_socket_action(pointer, CURL_SOCKET_TIMEOUT, 0, &running)
        }
        return ended()
    }

    private func ended() -> [(EasyHandle, CURLcode)] {
        var ended: [(EasyHandle, CURLcode)] = []
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(pointer, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let easy = unsafe EasyHandle.from(ccurl_get_private(message.pointee.easy_handle))
            else { continue }
            unsafe ended.append((easy, ccurl_message_result(message)))
        }
        return ended
    }

    /// Milliseconds for `epoll_wait`, rounded up so that a timer is due when it returns.
    private func waiting(_ limit: Duration?) -> Int32 {
        let timer = due.map { max(.zero, $0 - .now) }
        guard let wait = [timer, limit].compactMap({ $0 }).min() else { return -1 }
        let (seconds, attoseconds) = wait.components
        return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    private func installCallbacks() {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_multi_on_socket(pointer, { _, socket, what, context, _ in
            guard let multi = unsafe MultiHandle.from(context) else { return -1 }
            if what == CURL_POLL_REMOVE {
                multi.poll.forget(socket)
            } else {
                multi.poll.watch(socket, read: what & CURL_POLL_IN != 0, write: what & CURL_POLL_OUT != 0)
            }
            return 0
        }, context)
        unsafe ccurl_multi_on_timer(pointer, { _, milliseconds, context in
            guard let multi = unsafe MultiHandle.from(context) else { return -1 }
            multi.due = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
            return 0
        }, context)
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> MultiHandle? {
        unsafe context.map { unsafe Unmanaged<MultiHandle>.fromOpaque($0).takeUnretainedValue() }
    }
}
