// Commits rows 1, 2, 3, … of table `notes` in the data folder given as argument, several at a time, and prints each number
// once its row is durable. Runs until it is killed.
import Glibc
import Logging
import Storage

enum WriterStatement: String, StatementSet {
    case insert = "INSERT INTO notes (id, text) VALUES (?1, ?2)"
}

let notes = Migration(number: 1, name: "notes", sql: "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
let database = try await Database.open(
    folder: CommandLine.arguments[1], migrations: [notes], logger: Logger(label: "writer", factory: { _ in SwiftLogNoOpLogHandler() }))

await withThrowingTaskGroup { group in
    let callers = 16
    for caller in 1...callers {
        group.addTask {
            for number in stride(from: caller, to: .max, by: callers) {
                try await database.commit { try $0.execute(WriterStatement.insert, .integer(Int64(number)), .text("note \(number)")) }
                let line = "\(number)\n"
                // One system call, so that a line arrives whole or not at all.
                _ = unsafe write(STDOUT_FILENO, line, line.utf8.count)
            }
        }
    }
}
