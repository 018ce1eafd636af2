/// What the host wants done, copied out of `patchbay_request`, which is only borrowed.
struct Invocation: Sendable {
    let operation: String
    let input: [UInt8]
    let attempt: Int
    let timeLeft: Duration

    init(operation: String, input: [UInt8], attempt: Int, timeLeft: Duration) {
        self.operation = operation
        self.input = input
        self.attempt = attempt
        self.timeLeft = timeLeft
    }
}

extension Invocation {
    /// Nil when the host's structure is shorter than ABI 1.0's, which no host may do.
    @unsafe
    init?(_ request: UnsafePointer<patchbay_request>?) {
        guard let request = unsafe request?.pointee, unsafe request.size >= MemoryLayout<patchbay_request>.size else {
            return nil
        }
        unsafe self.init(
            operation: String(decoding: request.operation.array, as: UTF8.self),
            input: request.input.array,
            attempt: Int(request.attempt),
            timeLeft: .milliseconds(request.time_left)
        )
    }
}

extension patchbay_bytes {
    /// A copy of the bytes.
    var array: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size)) }
}
