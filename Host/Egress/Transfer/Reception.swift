/// An answer as it comes in, within its limits.
struct Reception {
    private let maxHeaderBytes: Int
    private let maxBodyBytes: Int
    private var headerBytes = 0

    /// As they came.
    private(set) var headers: HTTPFields = []
    /// Whether the empty line after the header came; libcurl takes a header that just ends for a whole answer.
    private(set) var isHeaderComplete = false
    private(set) var body: [UInt8] = []
    /// Why reception was broken off.
    private(set) var excess: EgressFailure.Code?

    init(_ hop: Hop) {
        maxHeaderBytes = hop.maxHeaderBytes
        maxBodyBytes = hop.maxBodyBytes
    }

    /// Takes a header line with its line end; false when there are too many. A status line starts over, as interim answers
    /// (1xx) precede the final one; lines after the body began are trailers and not kept.
    mutating func takeHeader(_ line: some BidirectionalCollection<UInt8>) -> Bool {
        headerBytes += line.count
        guard headerBytes <= maxHeaderBytes else {
            excess = .headersTooLarge
            return false
        }
        if line.starts(with: "HTTP/".utf8) {
            headers = []
            isHeaderComplete = false
        } else if line.allSatisfy(\.isHeaderSpace) {
            isHeaderComplete = true
        } else if body.isEmpty, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: line[..<colon], as: UTF8.self)
            let value = line[line.index(after: colon)...].drop(while: \.isHeaderSpace)
            let end = value.lastIndex { !$0.isHeaderSpace }.map(value.index(after:)) ?? value.startIndex
            headers.append((name, String(decoding: value[..<end], as: UTF8.self)))
        }
        return true
    }

    /// Takes decoded body bytes; false when there are too many.
    mutating func takeBody(_ bytes: some Collection<UInt8>) -> Bool {
        guard body.count + bytes.count <= maxBodyBytes else {
            excess = .bodyTooLarge
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }
}

extension UInt8 {
    fileprivate var isHeaderSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0d || self == 0x0a }
}
