/// Growing memory that a document is written into; all pointer writing of this module happens here.
@safe struct OutputBuffer: ~Copyable {
    private var base: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 1024) {
        self.capacity = capacity
        unsafe base = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit {
        unsafe base.deallocate()
    }

    var bytes: [UInt8] { unsafe [UInt8](UnsafeRawBufferPointer(start: base, count: count)) }

    var text: String { unsafe String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self) }

    func append(to bytes: inout [UInt8]) {
        unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        put(byte)
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        let size = text.utf8CodeUnitCount
        reserve(size)
        unsafe (base + count).copyMemory(from: text.utf8Start, byteCount: size)
        count += size
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        unsafe (base + count).copyMemory(from: source, byteCount: bytes.count)
        count += bytes.count
    }

    mutating func append(_ value: Int64) {
        reserve(20)
        if value < 0 { put(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let end = count + Self.decimalDigits(rest)
        count = end
        var next = end
        repeat {
            next -= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            unsafe base.storeBytes(of: UInt8(truncatingIfNeeded: digit) &+ UInt8(ascii: "0"), toByteOffset: next, as: UInt8.self)
            rest = quotient
        } while rest > 0
    }

    /// `string` in quotes, escaped where RFC 8259 asks for it and nowhere else.
    @inline(__always)
    mutating func append(quoting string: String) {
        let written: Void? = unsafe string.utf8.withContiguousStorageIfAvailable { unsafe append(quoting: UnsafeRawBufferPointer($0)) }
        if written == nil {
            var native = string
            native.withUTF8 { unsafe append(quoting: UnsafeRawBufferPointer($0)) }
        }
    }

    private mutating func append(quoting bytes: UnsafeRawBufferPointer) {
        let size = bytes.count
        reserve(size + 2)
        put(UInt8(ascii: "\""))
        var next = 0
        while next < size {
            if next + 8 <= size {
                let word = UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self))
                let stops = ByteScan.stops(in: word)
                // All eight are copied; those from the first stop on are overwritten by what follows.
                unsafe base.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
                let plain = stops == 0 ? 8 : stops.trailingZeroBitCount >> 3
                count += plain
                next += plain
                if stops == 0 { continue }
            }
            let byte = unsafe bytes[next]
            if ByteScan.isStop(byte) {
                // Room for this escape, for the rest unescaped, and for the closing quote.
                reserve(6 + size - next)
                escape(byte)
            } else {
                put(byte)
            }
            next += 1
        }
        put(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
        default:
            append("u00")
            put(UInt8(ascii: "0") + byte >> 4)
            put(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") - 10 + byte & 15)
        }
    }

    /// There is room.
    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        unsafe base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    private mutating func reserve(_ size: Int) {
        if count + size > capacity { grow(size) }
    }

    private mutating func grow(_ size: Int) {
        capacity = max(capacity * 2, count + size)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        unsafe larger.copyMemory(from: base, byteCount: count)
        unsafe base.deallocate()
        unsafe base = larger
    }

    private static func decimalDigits(_ value: UInt64) -> Int {
        var (digits, limit) = (1, 10 as UInt64)
        while digits < 20, value >= limit {
            digits += 1
            limit = limit &* 10
        }
        return digits
    }
}
