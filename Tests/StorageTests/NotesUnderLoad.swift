import Glibc
import ServiceLifecycle
import ServiceLifecycleTestKit
import Storage
import Synchronization
import Testing

/// Numbers of the notes whose writers were told that they are stored.
final class Acknowledged: Sendable {
    private let numbers = Mutex<Set<Int64>>([])

    func add(_ number: Int64) { numbers.withLock { _ = $0.insert(number) } }

    var all: Set<Int64> { numbers.withLock { $0 } }
    var count: Int { numbers.withLock(\.count) }
}

/// Runs `body` while eight writers store notes, each with a comment in the same change.
func withWriters(_ body: @escaping @Sendable (Database, Acknowledged) async throws -> Void) async throws {
    try await withNotes { database in
        let acknowledged = Acknowledged()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    var number = Int64(writer)
                    while !Task.isCancelled {
                        try await database.addCommentedNote(number)
                        acknowledged.add(number)
                        number += 8
                    }
                }
            }
            defer { group.cancelAll() }
            try await body(database, acknowledged)
        }
    }
}

/// Runs `body` with the folder of a database in which a page of rows is overwritten.
func withDamagedNotes(_ body: (_ folder: String) async throws -> Void) async throws {
    try await withNotes { database in
        for id in 1...200 { try await database.addNote(id, String(repeating: "x", count: 1000) + "\(id)") }
        try await database.foldLog()
        let descriptor = unsafe open(database.folder + "/patchbay.db", O_WRONLY)
        defer { close(descriptor) }
        unsafe pwrite(descriptor, [UInt8](repeating: 0x5A, count: 4096), 4096, 4096 * 12)
        try await body(database.folder)
    }
}

extension Database {
    func addCommentedNote(_ number: Int64) async throws {
        try await commit { transaction in
            try transaction.execute(Notes.insert, .integer(number), .text("note \(number)"))
            try transaction.execute(Notes.comment, .integer(number), "a comment")
        }
    }

    /// Leaves an empty log, as a host does that stops.
    func foldLog() async throws {
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.run() }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }
}
