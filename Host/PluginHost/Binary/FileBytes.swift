/// The bytes of a file, read by offset and never outside.
struct FileBytes {
    let bytes: [UInt8]

    var size: UInt64 { UInt64(bytes.count) }

    /// A little-endian number; throws where the file ends first.
    func number<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type, at offset: UInt64) throws(PluginBinaryError) -> Number {
        var number: Number = 0
        for byte in try slice(at: offset, size: UInt64(MemoryLayout<Number>.size)).reversed() {
            number = number << 8 | Number(byte)
        }
        return number
    }

    func slice(at offset: UInt64, size: UInt64) throws(PluginBinaryError) -> ArraySlice<UInt8> {
        let (end, overflows) = offset.addingReportingOverflow(size)
        if overflows { throw .damaged("a table lies beyond what any file can hold") }
        guard end <= self.size else { throw .truncated(size: bytes.count, needed: end) }
        return bytes[Int(offset)..<Int(end)]
    }

    /// The text from `offset` to a zero byte; nil when none comes within `limit` bytes.
    func text(at offset: UInt64, limit: Int) -> String? {
        guard offset < size else { return nil }
        let candidate = bytes[Int(offset)...].prefix(limit + 1)
        guard let end = candidate.firstIndex(of: 0) else { return nil }
        return String(decoding: candidate[..<end], as: UTF8.self)
    }

    func starts(with prefix: [UInt8], at offset: UInt64) -> Bool {
        offset < size && bytes[Int(offset)...].starts(with: prefix)
    }
}
