/// A kind of record that can be read from the provider as a whole, page by page, such as all contacts.
public struct Stream: Declaration {
    public enum Mode: String, Sendable {
        /// Everything, every time.
        case full
        /// What changed since the state.
        case incremental
    }

    public var entry: JSONObject
    let read: @Sendable (StreamRequest, Call) async throws -> StreamPage

    /// - Parameters:
    ///   - schema: The records' JSON Schema.
    ///   - primaryKey: JSON Pointers to what tells two records apart.
    ///   - read: Gives one page; asked again while it says `more`.
    public init(
        _ id: String, _ name: String, schema: JSON, primaryKey: [String], cursorField: String? = nil,
        modes: [Mode] = [.full], stateVersion: Int = 1,
        read: @escaping @Sendable (StreamRequest, Call) async throws -> StreamPage
    ) {
        entry = [
            "id": .string(id), "name": .string(name), "schema": schema, "primary_key": primaryKey.json,
            "modes": modes.map(\.rawValue).json, "state_version": stateVersion.json,
        ]
        entry["cursor_field"] = cursorField?.json
        self.read = read
    }

    var id: String { entry["id"]?.string ?? "" }
}

/// What to read.
public struct StreamRequest: Sendable {
    public let mode: Stream.Mode
    /// ``StreamPage``'s state of the page before, nil at the start.
    public let state: JSON?

    init(_ document: JSON) {
        mode = document["mode"]?.string.flatMap(Stream.Mode.init) ?? .full
        state = document["state"].flatMap { $0.isNull ? nil : $0 }
    }
}

/// One page of records.
public struct StreamPage: JSONConvertible {
    public let json: JSON

    /// - Parameters:
    ///   - state: Where to go on, kept together with the records.
    ///   - more: Whether there is another page now.
    public init(_ records: [JSON], state: JSON, more: Bool) {
        json = .members(["records": records, "state": state, "more": more])
    }
}
