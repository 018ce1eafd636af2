package import CLinux
import CPatchbay

/// Makes messages of frames. Everything in a frame is hostile input: it becomes a message, nothing yet, or a violation.
///
/// A worker's thread sends the parts of a document in order; parts of different documents interleave.
package struct WorkerInbox {
    /// Documents that may be half-way at once, and their bytes together: what a worker can make the host hold.
    package static let partialDocuments = 64
    package static let partialBytes = 64 << 20

    /// A sentence is for a person.
    private static let sentenceBytes = 1024

    private struct Key: Hashable {
        let type: UInt8
        let call: UInt64
        let request: UInt64
    }

    private var partial: [Key: [UInt8]] = [:]
    private var partialTotal = 0

    package init() {}

    /// Takes one frame. `lastCall` is the newest call this worker was given: a higher number is forged.
    package mutating func receive(_ frame: frame, _ payload: RawSpan, lastCall: UInt64) throws(FrameViolation) -> WorkerMessage? {
        guard frame.flags == 0, frame.operation == 0 else { throw FrameViolation(sentence: "It set bits that mean nothing.") }
        guard frame.call <= lastCall else { throw FrameViolation(sentence: "It named call \(frame.call), which it was never given.") }
        guard let document = try whole(frame, payload) else { return nil }
        return try message(frame, document)
    }

    /// The document, once its last part is here.
    private mutating func whole(_ frame: frame, _ payload: RawSpan) throws(FrameViolation) -> [UInt8]? {
        guard frame.total <= FRAME_DOCUMENT_MAX else { throw FrameViolation(sentence: "It announced a document of \(frame.total) bytes.") }
        if frame.offset == 0, frame.total == frame.length { return payload.array }
        let key = Key(type: frame.type, call: frame.call, request: frame.request)
        var document = partial.removeValue(forKey: key) ?? []
        partialTotal -= document.count
        guard frame.offset == document.count, frame.length > 0, document.count + Int(frame.length) <= frame.total else {
            throw FrameViolation(sentence: "It sent part of a document out of order.")
        }
        document.append(payload)
        if document.count == frame.total { return document }
        partialTotal += document.count
        guard partial.count < Self.partialDocuments, partialTotal <= Self.partialBytes else {
            throw FrameViolation(sentence: "It began more documents than it may.")
        }
        partial[key] = document
        return nil
    }

    private func message(_ frame: frame, _ document: [UInt8]) throws(FrameViolation) -> WorkerMessage {
        switch frame_type(UInt32(frame.type)) {
        case FRAME_READY:
            return .ready(layers: SandboxLayers(rawValue: UInt32(truncatingIfNeeded: frame.value)), mayBlock: frame.request & UInt64(PATCHBAY_BLOCKS) != 0, manifest: document)
        case FRAME_REFUSED:
            return .refused(sentence: String(decoding: document.prefix(Self.sentenceBytes), as: UTF8.self))
        case FRAME_COMPLETE where frame.call != 0:
            return .complete(call: frame.call, CallStatus(wire: frame.value), document: document)
        case FRAME_FETCH where frame.call != 0 && frame.request != 0:
            return .fetch(call: frame.call, number: frame.request, request: document)
        case FRAME_LOG where document.count <= Int(FRAME_LOG_MAX):
            return .log(call: frame.call, PluginLogLevel(wire: frame.value), line: String(decoding: document, as: UTF8.self))
        case FRAME_CRASH:
            guard let places = CodePlace.list(document) else { throw FrameViolation(sentence: "It sent a report of a crash that is none.") }
            return .crash(signal: CInt(truncatingIfNeeded: frame.value), call: frame.call, places: places)
        default:
            throw FrameViolation(sentence: "It sent a frame of type \(frame.type), which is not a worker's to send.")
        }
    }
}

extension RawSpan {
    /// The bytes, copied.
    var array: [UInt8] {
        unsafe withUnsafeBytes { bytes in unsafe [UInt8](bytes) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { bytes in unsafe append(contentsOf: bytes) }
    }
}
