/// The notes that tools leave in a file for others, `PT_NOTE`.
struct ELFNotes {
    private struct Note {
        let owner: ArraySlice<UInt8>
        let type: UInt32
        let content: ArraySlice<UInt8>
    }

    private var notes: [Note] = []

    /// Reads each segment up to the first note that does not fit it; notes are advice, so a broken one refuses nothing. At most
    /// 64 are kept, since the segments of a hostile file may overlap.
    init(of file: ELFFile) {
        for segment in file.segments where segment.type == .note {
            guard (try? file.bytes.slice(at: segment.offset, size: segment.fileSize)) != nil else { continue }
            var start = segment.offset
            while notes.count < 64, let note = Self.note(in: file.bytes, from: &start, to: segment.offset + segment.fileSize, segment) {
                notes.append(note)
            }
        }
    }

    /// The note at `start`, which moves on to the next; nil when none fits before `end`.
    private static func note(in file: FileBytes, from start: inout UInt64, to end: UInt64, _ segment: ELFSegment) -> Note? {
        // Notes are aligned to 4 bytes, in segments that say so to 8.
        let alignment: UInt64 = segment.alignment == 8 ? 8 : 4
        guard start <= end, end - start >= 12, let ownerSize = try? file.number(UInt32.self, at: start),
            let contentSize = try? file.number(UInt32.self, at: start + 4), let type = try? file.number(UInt32.self, at: start + 8)
        else { return nil }
        let owner = start + 12
        let content = segment.offset + rounded(owner + UInt64(ownerSize) - segment.offset, to: alignment)
        guard content + UInt64(contentSize) <= end, let ownerBytes = try? file.slice(at: owner, size: UInt64(ownerSize)),
            let contentBytes = try? file.slice(at: content, size: UInt64(contentSize))
        else { return nil }
        start = segment.offset + rounded(content + UInt64(contentSize) - segment.offset, to: alignment)
        return Note(owner: ownerBytes, type: type, content: contentBytes)
    }

    private static func rounded(_ offset: UInt64, to alignment: UInt64) -> UInt64 {
        (offset + alignment - 1) / alignment * alignment
    }

    /// The content of the first note of this kind; owners are written with a zero byte at the end.
    func first(owner: String, type: UInt32) -> ArraySlice<UInt8>? {
        let owner = Array(owner.utf8) + [0]
        return notes.first { $0.type == type && $0.owner.elementsEqual(owner) }?.content
    }
}
