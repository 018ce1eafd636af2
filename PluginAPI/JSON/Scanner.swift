/// Reads the tokens of a document from memory; all pointer reading of this module happens here and in its extensions.
/// The memory must outlive the scanner.
@safe struct Scanner {
    let base: UnsafeRawPointer
    let count: Int
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        // An empty buffer may have no address; with count 0 none is ever read.
        unsafe base = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
        count = bytes.count
    }

    var isAtEnd: Bool { position == count }

    /// The next byte; 0 at the end, which is no token's first byte.
    @inline(__always)
    var current: UInt8 { position < count ? byte(at: position) : 0 }

    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    }

    /// Eight bytes, the first in the lowest bits; there must be as many.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Moves to the next byte that is not white space and returns it; 0 at the end.
    @inline(__always)
    mutating func token() -> UInt8 {
        var next = position
        while next < count {
            let byte = byte(at: next)
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                position = next
                return byte
            }
            next += 1
        }
        position = next
        return 0
    }

    /// Passes `true`, `false` or `null`, of which the first byte has been seen.
    mutating func literal(_ word: StaticString) throws(Fault) {
        for offset in 0..<word.utf8CodeUnitCount {
            guard !isAtEnd, unsafe word.utf8Start[offset] == current else { throw unexpected(.value) }
            position += 1
        }
    }

    /// After the document's value only white space may follow.
    mutating func end() throws(Fault) {
        _ = token()
        guard isAtEnd else { throw Fault(code: .trailingContent, offset: position, expected: .endOfDocument) }
    }

    func unexpected(_ expectation: Fault.Expectation) -> Fault {
        Fault(code: isAtEnd ? .unexpectedEnd : .unexpectedByte, offset: position, expected: expectation)
    }

    func fault(_ code: JSONError.Code, at offset: Int, _ expectation: Fault.Expectation? = nil) -> Fault {
        Fault(code: offset >= count ? .unexpectedEnd : code, offset: offset, expected: expectation)
    }
}
