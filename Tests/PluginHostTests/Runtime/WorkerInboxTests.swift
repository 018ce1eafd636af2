import CLinux
import PluginHost
import TestSupport
import Testing

@Suite("The inbox of a worker's frames")
struct WorkerInboxTests {
    @Test("makes a message of a frame")
    func one() throws {
        var inbox = WorkerInbox()
        let message = try inbox.take(header(FRAME_COMPLETE, call: 7, [1, 2, 3]), [1, 2, 3], lastCall: 7)
        #expect(message == .complete(call: 7, .ok, document: [1, 2, 3]))
    }

    @Test("joins the parts of documents that arrive in turn", arguments: [1, 2, 1000, 65536])
    func parts(size: Int) throws {
        var inbox = WorkerInbox()
        let documents = (1...3).map { call in (UInt64(call), (0..<size * 3 + 1).map { UInt8(truncatingIfNeeded: $0 &* call) }) }
        var whole: [UInt64: [UInt8]] = [:]
        for offset in stride(from: 0, to: size * 3 + 1, by: size) {
            for (call, document) in documents {
                let part = Array(document[offset..<min(document.count, offset + size)])
                let frame = header(FRAME_COMPLETE, call: call, part, total: document.count, offset: offset)
                if case .complete(call, .ok, let document)? = try inbox.take(frame, part, lastCall: 3) { whole[call] = document }
            }
        }
        #expect(whole == Dictionary(uniqueKeysWithValues: documents))
    }

    @Test("reads an unknown status as failed, and a level between two names as the lower")
    func unknownValues() throws {
        var inbox = WorkerInbox()
        var complete = header(FRAME_COMPLETE, call: 1)
        complete.value = 99
        #expect(try inbox.take(complete, [UInt8](), lastCall: 1) == .complete(call: 1, .failed, document: []))
        var log = header(FRAME_LOG, call: 1)
        log.value = 35
        #expect(try inbox.take(log, [UInt8](), lastCall: 1) == .log(call: 1, .warning, line: ""))
    }

    @Test("repairs a line that is not UTF-8")
    func notText() throws {
        var inbox = WorkerInbox()
        let bytes: [UInt8] = [0x61, 0xFF]
        #expect(try inbox.take(header(FRAME_LOG, call: 0, bytes), bytes, lastCall: 0) == .log(call: 0, .debug, line: "a\u{FFFD}"))
    }

    @Test("finds the violation", arguments: [
        ("a forged call", header(FRAME_COMPLETE, call: 8)),
        ("a frame of the host's", header(FRAME_INVOKE, call: 1)),
        ("an unknown type", { var frame = header(FRAME_LOG); frame.type = 200; return frame }()),
        ("a completion of no call", header(FRAME_COMPLETE, call: 0)),
        ("a fetch without a number", { var frame = header(FRAME_FETCH, call: 1); frame.request = 0; return frame }()),
        ("flags", { var frame = header(FRAME_LOG); frame.flags = 1; return frame }()),
        ("a document beyond 16 MiB", header(FRAME_COMPLETE, call: 1, total: 16 << 20 + 1)),
        ("a part from the middle", header(FRAME_COMPLETE, call: 1, [1], total: 10, offset: 3)),
        ("a part of nothing", header(FRAME_COMPLETE, call: 1, total: 10)),
        ("half a place in the report of a crash", header(FRAME_CRASH, [UInt8](repeating: 0, count: 63))),
        ("too many places in it", header(FRAME_CRASH, [UInt8](repeating: 0, count: 64 * 17))),
        ("a part beyond the end", header(FRAME_COMPLETE, call: 1, [1, 2, 3], total: 2)),
    ])
    func violations(what: String, frame: frame) {
        var inbox = WorkerInbox()
        let payload = [UInt8](repeating: 0, count: Int(frame.length))
        #expect(throws: FrameViolation.self) { try inbox.take(frame, payload, lastCall: 7) }
    }

    @Test("holds no more half documents than it may")
    func flood() throws {
        var inbox = WorkerInbox()
        for call in 1...UInt64(WorkerInbox.partialDocuments) {
            #expect(try inbox.take(header(FRAME_COMPLETE, call: call, [1], total: 10), [1], lastCall: 1000) == nil)
        }
        #expect(throws: FrameViolation.self) {
            try inbox.take(header(FRAME_COMPLETE, call: 999, [1], total: 10), [1], lastCall: 1000)
        }
    }

    @Test("survives any header", arguments: 1...20)
    func fuzz(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var inbox = WorkerInbox()
        for _ in 0..<5000 {
            var frame = frame()
            frame.length = UInt32.random(in: 0...64, using: &generator)
            frame.type = UInt8.random(in: 0...12, using: &generator)
            frame.flags = UInt8.random(in: 0...3, using: &generator) == 0 ? 1 : 0
            frame.call = UInt64.random(in: 0...5, using: &generator)
            frame.request = UInt64.random(in: 0...3, using: &generator)
            frame.value = Int64.random(in: Int64.min...Int64.max, using: &generator)
            frame.total = UInt32.random(in: 0...128, using: &generator)
            frame.offset = UInt32.random(in: 0...128, using: &generator)
            let payload = (0..<frame.length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            switch Result(catching: { try inbox.take(frame, payload, lastCall: 4) }) {
            case .success(.complete(_, _, let document)?): #expect(document.count == Int(frame.total))
            case .success: break
            case .failure(let error): #expect(error is FrameViolation)
            }
        }
    }

}

private func header(_ type: frame_type, call: UInt64 = 0, _ payload: [UInt8] = [], total: Int? = nil, offset: Int = 0) -> frame {
    var frame = frame()
    frame.type = UInt8(type.rawValue)
    frame.call = call
    frame.length = UInt32(payload.count)
    frame.total = UInt32(total ?? payload.count)
    frame.offset = UInt32(offset)
    return frame
}

extension WorkerInbox {
    fileprivate mutating func take(_ frame: frame, _ payload: [UInt8], lastCall: UInt64) throws(FrameViolation) -> WorkerMessage? {
        try unsafe receive(frame, payload.span.bytes, lastCall: lastCall)
    }
}
