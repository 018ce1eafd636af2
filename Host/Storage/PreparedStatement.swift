import GRDBSQLite

/// A statement of SQLite that somebody else owns and finalizes; the one place that handles its pointers.
@unsafe struct PreparedStatement {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = unsafe pointer
    }

    /// Binds `?1`, `?2`, … in order. SQLite takes copies.
    func bind(_ values: [Value]) throws(StorageError) {
        guard unsafe sqlite3_bind_parameter_count(pointer) == values.count else {
            let sql = unsafe String(cString: sqlite3_sql(pointer))
            throw .statement("\(values.count) values for the parameters of \(sql).")
        }
        for index in values.indices {
            let code = try unsafe bind(values[index], at: CInt(index + 1))
            guard code == SQLITE_OK else { throw StorageError(code: code, message: unsafe String(cString: sqlite3_errstr(code))) }
        }
    }

    private func bind(_ value: Value, at index: CInt) throws(StorageError) -> CInt {
        switch value {
        case .null: return unsafe sqlite3_bind_null(pointer, index)
        case .integer(let number): return unsafe sqlite3_bind_int64(pointer, index, number)
        case .blob(let bytes):
            // An empty array may have no address, and SQLite reads that as NULL.
            if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(pointer, index, 0) }
            return unsafe bytes.withUnsafeBufferPointer { unsafe sqlite3_bind_blob64(pointer, index, $0.baseAddress, UInt64($0.count), transient) }
        case .text(var text):
            let code: CInt? = text.withUTF8 { utf8 in
                guard unsafe !utf8.contains(0) else { return nil }
                return unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
                    let address = unsafe characters.baseAddress ?? emptyText
                    return unsafe sqlite3_bind_text64(pointer, index, address, UInt64(characters.count), transient, UInt8(SQLITE_UTF8))
                }
            }
            guard let code else { throw .invalidText }
            return code
        }
    }

    func step() -> CInt { unsafe sqlite3_step(pointer) }

    func reset() { unsafe sqlite3_reset(pointer) }

    /// The current row.
    func row() -> Row {
        Row(unsafe (0..<sqlite3_column_count(pointer)).map { unsafe column($0) })
    }

    private func column(_ index: CInt) -> Value {
        switch unsafe sqlite3_column_type(pointer, index) {
        case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(pointer, index))
        case SQLITE_TEXT:
            let characters = unsafe UnsafeBufferPointer(start: sqlite3_column_text(pointer, index), count: Int(sqlite3_column_bytes(pointer, index)))
            return .text(unsafe String(decoding: characters, as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = unsafe UnsafeRawBufferPointer(start: sqlite3_column_blob(pointer, index), count: Int(sqlite3_column_bytes(pointer, index)))
            return .blob(unsafe [UInt8](bytes))
        default: return .null  // Floating point occurs in no table, so NULL is what is left.
        }
    }
}

/// SQLITE_TRANSIENT, a cast that Swift does not import: SQLite copies before the call returns.
private var transient: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

/// Where an empty text is, because no address would mean NULL.
private var emptyText: UnsafePointer<CChar> { unsafe UnsafeRawPointer(StaticString("").utf8Start).assumingMemoryBound(to: CChar.self) }
