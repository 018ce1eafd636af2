/// Finds the name that an author probably meant.
package enum NearestName {
    /// The end of a sentence: `; did you mean 'customer'?`, or a full stop when nothing is near.
    package static func hint(for name: String, among candidates: some Sequence<String>) -> String {
        guard let nearest = nearest(to: name, among: candidates) else { return "." }
        return "; did you mean '\(nearest)'?"
    }

    /// The candidate with the fewest edits, if they are few for the name's length. Looks at 200 candidates of up to 64 bytes,
    /// which bounds the work whatever the data.
    package static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.utf8)
        guard wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates.prefix(200) where candidate.utf8.count <= 64 && candidate != name {
            let distance = editDistance(wanted, Array(candidate.utf8))
            if distance <= max(1, wanted.count / 3), distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Levenshtein's distance, with two neighbours swapped as one edit; capital letters count as equal to small ones.
    private static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var rows = [[Int](), Array(0...right.count)]
        for row in left.indices {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in right.indices {
                let isSame = lowercase(left[row]) == lowercase(right[column])
                var edits = min(rows[1][column] + (isSame ? 0 : 1), rows[1][column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    edits = min(edits, rows[0][column - 1] + 1)
                }
                current.append(edits)
            }
            rows = [rows[1], current]
        }
        return rows[1][right.count]
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
