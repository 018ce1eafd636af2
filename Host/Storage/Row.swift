/// One row of an answer, its columns by position as the statement lists them.
///
/// A column that does not hold what is asked for throws ``StorageError/corrupt(_:)``: the tables are strict, so either the
/// statement and its reader disagree or the file is damaged.
package struct Row: Sendable {
    private let values: [Value]

    init(_ values: [Value]) {
        self.values = values
    }

    package func integer(_ column: Int) throws(StorageError) -> Int64 {
        guard case .integer(let number) = try value(column) else { throw mismatch(column, "an integer") }
        return number
    }

    package func text(_ column: Int) throws(StorageError) -> String {
        guard case .text(let text) = try value(column) else { throw mismatch(column, "a text") }
        return text
    }

    package func blob(_ column: Int) throws(StorageError) -> [UInt8] {
        guard case .blob(let bytes) = try value(column) else { throw mismatch(column, "a blob") }
        return bytes
    }

    package func optionalInteger(_ column: Int) throws(StorageError) -> Int64? {
        try value(column) == .null ? nil : integer(column)
    }

    package func optionalText(_ column: Int) throws(StorageError) -> String? {
        try value(column) == .null ? nil : text(column)
    }

    package func optionalBlob(_ column: Int) throws(StorageError) -> [UInt8]? {
        try value(column) == .null ? nil : blob(column)
    }

    private func value(_ column: Int) throws(StorageError) -> Value {
        guard values.indices.contains(column) else {
            throw .corrupt("A row has \(values.count) columns, and column \(column) was asked for.")
        }
        return values[column]
    }

    private func mismatch(_ column: Int, _ wanted: String) -> StorageError {
        .corrupt("Column \(column) of a row does not hold \(wanted).")
    }
}
