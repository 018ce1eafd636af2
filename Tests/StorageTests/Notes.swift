import Storage

/// A table to try the seam on.
enum Notes: String, StatementSet {
    case insert = "INSERT INTO notes (id, text) VALUES (?1, ?2)"
    case append = "UPDATE notes SET text = text || ?2 WHERE id = ?1"
    case texts = "SELECT text FROM notes ORDER BY id"
    case ids = "SELECT id FROM notes ORDER BY id"
    case count = "SELECT COUNT(*) FROM notes"
    case remove = "DELETE FROM notes WHERE id = ?1"
    case removeAll = "DELETE FROM notes"
    case commented = "SELECT note_id FROM comments ORDER BY note_id"
    case comment = "INSERT INTO comments (note_id, text) VALUES (?1, ?2)"
    case endless = """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT COUNT(*) FROM numbers
        """

    static let migration = Migration(
        number: 1, name: "notes",
        sql: """
            CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE CHECK (text <> '')) STRICT;
            CREATE TABLE comments (note_id INTEGER NOT NULL REFERENCES notes (id), text TEXT NOT NULL) STRICT;
            """)
}

/// Any SQL as a statement, for what only a test asks.
struct Probe: StatementSet {
    let rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }

    static var allCases: [Probe] { [] }
}

/// A database with the tables of ``Notes``.
@discardableResult
func withNotes<Answer>(_ options: DatabaseOptions = .init(), _ body: (Database) async throws -> Answer) async throws -> Answer {
    try await withTemporaryDatabase(options: options, migrations: [Notes.migration], body)
}

extension Database {
    var noteTexts: [String] {
        get async throws { try await read { try $0.query(Notes.texts).map { try $0.text(0) } } }
    }

    func addNote(_ id: Int, _ text: String) async throws {
        try await commit { try $0.execute(Notes.insert, .integer(Int64(id)), .text(text)) }
    }

    /// The value of a pragma on the writer's connection.
    func pragma(_ name: String) async throws -> Int64? {
        try await write { try $0.first(Probe(rawValue: "PRAGMA \(name)"))?.integer(0) }
    }
}
