import CLinux
import Glibc

/// The host's end of a worker's socket. The one place that touches its bytes through pointers.
package final class WorkerSocket: Sendable {
    let descriptor: Descriptor

    package init(_ descriptor: Descriptor) {
        self.descriptor = descriptor
    }

    /// Sends the part of a document (`prefix`, then `document`) that starts at `frame.offset`, without waiting, and moves the
    /// offset on. False when the worker must read first; an ended worker swallows it, its end is heard elsewhere.
    func send(_ frame: inout frame, prefix: String, _ document: [UInt8]) -> Bool {
        var prefix = prefix
        let head = frame.offset == 0 ? prefix.utf8.count : 0
        let start = max(0, Int(frame.offset) - prefix.utf8.count)
        let count = min(document.count - start, Int(FRAME_PART_MAX) - head)
        frame.length = UInt32(head + count)
        let error = prefix.withUTF8 { name in
            unsafe document.withUnsafeBufferPointer { bytes in
                unsafe channel_send(descriptor.number, &frame, name.baseAddress, head, bytes.baseAddress.map { unsafe $0 + start }, count)
            }
        }
        if error == EAGAIN { return false }
        frame.offset += frame.length
        return true
    }
}

/// Packets fetched with one system call. Owned by the reactor's thread.
@safe struct PacketBatch: ~Copyable {
    private let batch: OpaquePointer

    init() {
        unsafe batch = channel_batch_make()
    }

    deinit {
        unsafe channel_batch_free(batch)
    }

    enum Received {
        case packets(Int)
        /// Nothing there now.
        case nothing
        /// The worker's end is closed.
        case end
    }

    mutating func receive(from socket: WorkerSocket) -> Received {
        switch unsafe channel_receive(socket.descriptor.number, batch) {
        case 0: .end
        case let count where count > 0: .packets(Int(count))
        case -EAGAIN: .nothing
        default: .end
        }
    }

    /// Calls `body` with a packet's header and payload; nil when the packet is no frame.
    func withPacket<Result, Failure>(
        _ index: Int, _ body: (frame, RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        var payload: UnsafePointer<UInt8>?
        guard let frame = unsafe channel_packet(batch, CInt(index), &payload)?.pointee else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: payload, count: Int(frame.length))
        return try body(frame, unsafe bytes.bytes)
    }
}
