import CLinux
import Glibc
import PluginHost
import Testing

@Suite("The outbox of a worker that does not read")
struct OutboxTests {
    private let host: WorkerSocket
    private let worker: Descriptor

    init() throws {
        var ends: (CInt, CInt) = (-1, -1)
        let error = unsafe channel_pair(&ends.0, &ends.1)
        try #require(error == 0)
        host = WorkerSocket(Descriptor(ends.0))
        worker = Descriptor(ends.1)
    }

    @Test("lets a cancel overtake a document that is half-way")
    func cancel() {
        var outbox = Outbox()
        outbox.append(item(FRAME_INVOKE, call: 1, [UInt8](repeating: 1, count: 4 << 20)), first: false)
        outbox.flush(to: host)
        #expect(!outbox.isEmpty)
        outbox.append(item(FRAME_CANCEL, call: 1), first: true)
        var types: [frame_type] = []
        var received = 0
        while !outbox.isEmpty {
            let frame = read()
            types.append(frame_type(UInt32(frame.type)))
            received += Int(frame.length)
            outbox.flush(to: host)
        }
        #expect(types.contains(FRAME_CANCEL))
        #expect(received < 4 << 20)
    }

    @Test("sends every byte, in order, with the prefix first", arguments: [0, 1, 65526, 65527, 65536, 200_000, 1 << 20])
    func whole(size: Int) {
        var outbox = Outbox()
        let document = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        outbox.append(item(FRAME_INVOKE, call: 1, document, prefix: "action.run"), first: false)
        var received: [UInt8] = []
        repeat {
            outbox.flush(to: host)
            _ = read(into: &received)
        } while received.count < size + 10
        #expect(received == Array("action.run".utf8) + document)
        #expect(outbox.isEmpty)
    }

    private func item(_ type: frame_type, call: UInt64, _ document: [UInt8] = [], prefix: String = "") -> Outbox.Item {
        var frame = frame()
        frame.type = UInt8(type.rawValue)
        frame.call = call
        return Outbox.Item(frame: frame, prefix: prefix, document: document)
    }

    private func read() -> frame {
        var payload: [UInt8] = []
        return read(into: &payload)
    }

    /// Reads one packet as the worker would.
    private func read(into document: inout [UInt8]) -> frame {
        var packet = [UInt8](repeating: 0, count: MemoryLayout<frame>.size + Int(FRAME_PART_MAX))
        let count = unsafe Glibc.read(worker.number, &packet, packet.count)
        document += packet[MemoryLayout<frame>.size..<count]
        return unsafe packet.withUnsafeBytes { unsafe $0.loadUnaligned(as: frame.self) }
    }
}
