import Model
import Storage
import Vault

/// A stored value and the key that opens it, which need not be the workspace's current one.
struct SealedValue: Sendable {
    let bytes: [UInt8]
    let key: DataKeyID
}

extension SealedValue {
    /// From a row's columns.
    init(_ row: Row, _ column: Int, key: Int) throws {
        self.init(bytes: try row.blob(column), key: try row.id(key))
    }

    /// From columns that may be NULL.
    static func optional(_ row: Row, _ column: Int, key: Int) throws -> SealedValue? {
        try row.optionalBlob(column).map { SealedValue(bytes: $0, key: try row.id(key)) }
    }
}

extension Vault {
    func open(_ value: SealedValue, _ row: SealedRow) async throws -> [UInt8] {
        try await dataKey(value.key).open(value.bytes, row)
    }
}
