package import Model

extension Row {
    package func id<Kind>(_ column: Int) throws(StorageError) -> Identifier<Kind> {
        Identifier(stored: try text(column))
    }

    package func optionalID<Kind>(_ column: Int) throws(StorageError) -> Identifier<Kind>? {
        try optionalText(column).map(Identifier.init(stored:))
    }

    package func time(_ column: Int) throws(StorageError) -> Timestamp {
        Timestamp(milliseconds: try integer(column))
    }

    package func optionalTime(_ column: Int) throws(StorageError) -> Timestamp? {
        try optionalInteger(column).map(Timestamp.init(milliseconds:))
    }
}
