/// The host's table, behind Swift types.
///
/// `@unchecked Sendable`: the table is constant, lives as long as the process, and all its functions may be called on any
/// thread (`patchbay_plugin.h`).
@safe
struct Host: @unchecked Sendable {
    private let table: HostTable

    /// Nil when the host is older than ABI 1.0 as this kit knows it.
    @unsafe
    init?(_ table: HostTable?) {
        guard let table = unsafe table, unsafe table.pointee.size >= MemoryLayout<patchbay_host>.size else { return nil }
        unsafe self.table = table
    }

    /// Milliseconds since 1970.
    var now: Int { unsafe Int(table.pointee.now(table.pointee.context)) }

    func log(_ call: patchbay_call, _ level: LogLevel, _ message: String) {
        unsafe Array(message.utf8).withBytes { unsafe table.pointee.log(table.pointee.context, call, level.rawValue, $0) }
    }

    func complete(_ call: patchbay_call, _ status: patchbay_status, _ document: [UInt8]) {
        unsafe document.withBytes { unsafe table.pointee.complete(table.pointee.context, call, status, $0) }
    }

    /// Sends a request; the reply resumes `reply`.
    func fetch(_ call: patchbay_call, _ request: [UInt8], _ reply: Replies.Token) {
        unsafe request.withBytes { bytes in
            unsafe table.pointee.fetch(table.pointee.context, call, bytes, reply.pointer) { user, status, document in
                unsafe Replies.resume(Replies.Token(user), with: Reply(status: status, document: document.array))
            }
        }
    }
}

extension [UInt8] {
    /// Lends the bytes to a function that copies what it needs.
    fileprivate func withBytes(_ body: (patchbay_bytes) -> Void) {
        unsafe withUnsafeBytes { unsafe body(patchbay_bytes(data: $0.baseAddress, size: $0.count)) }
    }
}
