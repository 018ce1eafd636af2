/// Reads RFC 4180: fields between delimiters, maybe quoted, quotes doubled within, rows ended by CRLF, LF or CR.
struct CSVReader {
    struct Malformed: Error {
        let line: Int
        let reason: String
    }

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var position = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    /// A byte order mark at the start is not part of the text.
    init(_ text: String, delimiter: UInt8) {
        let bytes = Array(text.utf8)
        self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        self.delimiter = delimiter
    }

    /// All rows; lines without a character are none.
    static func rows(of text: String, delimiter: UInt8) throws(Malformed) -> [[String]] {
        var reader = CSVReader(text, delimiter: delimiter)
        var rows: [[String]] = []
        while let row = try reader.row() {
            if row != [""] { rows.append(row) }
        }
        return rows
    }

    private mutating func row() throws(Malformed) -> [String]? {
        guard position < bytes.count else { return nil }
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            if bytes[position] == delimiter {
                position += 1
            } else {
                endLine()
                return fields
            }
        }
    }

    private mutating func field() throws(Malformed) -> String {
        guard position < bytes.count, bytes[position] == Self.quote else { return plainField() }
        let start = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte != Self.quote {
                if byte == Self.lineFeed { line += 1 }
                content.append(byte)
            } else if position < bytes.count, bytes[position] == Self.quote {
                content.append(byte)
                position += 1
            } else {
                try expectEndOfField()
                return String(decoding: content, as: UTF8.self)
            }
        }
        throw Malformed(line: start, reason: "a quote is opened and never closed")
    }

    private mutating func plainField() -> String {
        let start = position
        while position < bytes.count, !isEndOfField(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func expectEndOfField() throws(Malformed) {
        guard position < bytes.count, !isEndOfField(bytes[position]) else { return }
        throw Malformed(line: line, reason: "there is text after a closing quote")
    }

    private func isEndOfField(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private mutating func endLine() {
        if bytes[position] == Self.carriageReturn, position + 1 < bytes.count, bytes[position + 1] == Self.lineFeed { position += 1 }
        position += 1
        line += 1
    }
}
