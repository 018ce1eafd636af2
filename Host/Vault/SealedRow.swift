/// Where a sealed value is stored. It is authenticated with the value, so a value that is copied to another row, column or
/// table cannot be opened there.
package struct SealedRow: Hashable, Sendable {
    package let table: String
    /// The row's primary key as one text.
    package let row: String
    package let column: String

    package init(table: String, row: String, column: String) {
        self.table = table
        self.row = row
        self.column = column
    }

    /// The parts, each with its length in four bytes before it, so that no two rows look alike.
    var context: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(table.utf8.count + row.utf8.count + column.utf8.count + 12)
        for part in [table, row, column] {
            let count = UInt32(part.utf8.count)
            for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
            bytes += part.utf8
        }
        return bytes
    }
}
