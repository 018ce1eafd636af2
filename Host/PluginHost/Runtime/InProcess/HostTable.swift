import CPatchbay
import Glibc

/// The table a plugin in our own process gets: each function finds the runtime in `context` and speaks Swift to it.
///
/// Lives as long as the process, as the header promises, and keeps its runtime alive.
@safe struct HostTable: @unchecked Sendable {
    // filled once, before the plugin sees it
    let table: UnsafePointer<patchbay_host>

    init(_ calls: InProcessCalls) {
        let table = UnsafeMutablePointer<patchbay_host>.allocate(capacity: 1)
        unsafe table.initialize(to: patchbay_host())
        unsafe table.pointee.size = UInt32(MemoryLayout<patchbay_host>.size)
        unsafe table.pointee.abi_minor = UInt32(PATCHBAY_ABI_MINOR)
        unsafe table.pointee.context = Unmanaged.passRetained(calls).toOpaque()
        unsafe table.pointee.complete = { context, call, status, document in
            unsafe runtime(context).complete(call, CallStatus(wire: Int64(status)), document.array)
        }
        unsafe table.pointee.fetch = { context, call, request, user, reply in
            unsafe runtime(context).fetch(call, request.array, ReplyCallback(user: user, function: reply))
        }
        unsafe table.pointee.log = { context, call, level, message in
            let line = unsafe String(decoding: message.array.prefix(InProcessCalls.longestLine), as: UTF8.self)
            unsafe runtime(context).log(call, PluginLogLevel(wire: Int64(level)), line)
        }
        unsafe table.pointee.now = { _ in
            var time = timespec()
            unsafe clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        }
        unsafe table.pointee.random = { _, bytes, size in
            if let bytes = unsafe bytes { unsafe arc4random_buf(bytes, size) }
        }
        unsafe table.pointee.extension = { _, id in
            guard let id = unsafe id, unsafe String(cString: id) == PATCHBAY_BLOCKING_ID else { return nil }
            return unsafe UnsafeRawPointer(blockingTable)
        }
        unsafe self.table = UnsafePointer(table)
    }
}

private func runtime(_ context: UnsafeMutableRawPointer?) -> InProcessCalls {
    unsafe Unmanaged<InProcessCalls>.fromOpaque(context!).takeUnretainedValue()
}

/// "patchbay.blocking/1"; constant.
private nonisolated(unsafe) let blockingTable: UnsafePointer<patchbay_blocking> = {
    let table = UnsafeMutablePointer<patchbay_blocking>.allocate(capacity: 1)
    unsafe table.initialize(to: patchbay_blocking())
    unsafe table.pointee.size = UInt32(MemoryLayout<patchbay_blocking>.size)
    unsafe table.pointee.fetch = { context, call, request, response in
        let reply = unsafe runtime(context).fetchAndWait(call, request.array)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, reply.document.count), alignment: 1)
        unsafe bytes.copyBytes(from: reply.document)
        unsafe response?.pointee = unsafe patchbay_bytes(data: bytes.baseAddress, size: reply.document.count)
        unsafe runtime(context).keep(BlockingResponse(bytes), for: call)
        return reply.status.rawValue
    }
    unsafe table.pointee.cancelled = { context, call in
        unsafe runtime(context).isCancelled(call) ? 1 : 0
    }
    return unsafe UnsafePointer(table)
}()

/// A plugin's function for the answer to one fetch. Called once, then gone.
@safe struct ReplyCallback: @unchecked Sendable {
    // the header lets a reply come on any host thread
    fileprivate let user: UnsafeMutableRawPointer?
    fileprivate let function: patchbay_reply?

    func callAsFunction(_ reply: FetchReply) {
        unsafe reply.document.withUnsafeBytes { bytes in
            unsafe function?(user, reply.status.rawValue, patchbay_bytes(data: bytes.baseAddress, size: bytes.count))
        }
    }
}

/// Memory of a blocking fetch's response, until the call's next fetch or its end.
@safe final class BlockingResponse: @unchecked Sendable {
    // written before the plugin sees it, then only read
    private let bytes: UnsafeMutableRawBufferPointer

    init(_ bytes: UnsafeMutableRawBufferPointer) {
        unsafe self.bytes = bytes
    }

    deinit {
        unsafe bytes.deallocate()
    }
}
