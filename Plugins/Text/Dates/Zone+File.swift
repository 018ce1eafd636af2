extension Zone {
    /// Reads a TZif file of version 2 or later (RFC 9636, section 3): its second block, whose times have 64 bits, and its footer.
    init?(file: [UInt8]) {
        var reader = BigEndianReader(bytes: file)
        guard let first = Header(&reader), first.version >= UInt8(ascii: "2") else { return nil }
        reader.position += first.bodySize(timeSize: 4)
        guard let header = Header(&reader), header.types > 0 else { return nil }

        let times = (0..<header.times).map { _ in reader.integer(8) }
        let indices = (0..<header.times).map { _ in reader.integer(1) }
        let offsets = (0..<header.types).map { _ in
            let offset = reader.integer(4)
            reader.position += 2  // Whether it is summer time, and the place of the abbreviation.
            return offset
        }
        reader.position += header.characters + header.leaps * 12 + header.standard + header.universal
        guard !reader.isBeyondEnd, indices.allSatisfy(offsets.indices.contains) else { return nil }

        let footer = String(decoding: file[reader.position...].drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        self.init(
            initialOffset: offsets[0],
            transitions: zip(times, indices).map { Transition(time: $0, offset: offsets[$1]) },
            rule: ZoneRule(footer))
    }

    private struct Header {
        let version: UInt8
        let universal, standard, leaps, times, types, characters: Int

        init?(_ reader: inout BigEndianReader) {
            let start = reader.position
            guard reader.bytes.count >= start + 44, reader.bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
            version = reader.bytes[start + 4]
            reader.position += 20
            universal = reader.integer(4)
            standard = reader.integer(4)
            leaps = reader.integer(4)
            times = reader.integer(4)
            types = reader.integer(4)
            characters = reader.integer(4)
            // Each counts bytes of the file, or more.
            guard [universal, standard, leaps, times, types, characters].allSatisfy({ (0...reader.bytes.count).contains($0) }) else {
                return nil
            }
        }

        func bodySize(timeSize: Int) -> Int {
            times * timeSize + times + types * 6 + characters + leaps * (timeSize + 4) + standard + universal
        }
    }
}

/// Reads numbers in network order; beyond the end they are 0.
private struct BigEndianReader {
    let bytes: [UInt8]
    var position = 0

    var isBeyondEnd: Bool { position > bytes.count }

    /// The next `size` bytes, 8 at most, as a signed number; a single byte is unsigned.
    mutating func integer(_ size: Int) -> Int {
        defer { position += size }
        guard position + size <= bytes.count else { return 0 }
        let bits = bytes[position..<position + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return switch size {
        case 4: Int(Int32(truncatingIfNeeded: bits))
        default: Int(truncatingIfNeeded: bits)
        }
    }
}
