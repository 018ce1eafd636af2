import Foundation
import Logging
import Storage
import Testing

@Suite(.timeLimit(.minutes(2))) struct CrashTests {
    /// The fixture that commits rows until it dies; built beside the test executable.
    static let writer = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("StorageWriter")

    @Test(arguments: [1, 100, 3_000])
    func `every acknowledged row survives SIGKILL`(acknowledged: Int) async throws {
        try await withTemporaryFolder { folder in
            let output = Pipe()
            let process = Process()
            process.executableURL = Self.writer
            process.arguments = [folder]
            process.standardOutput = output
            try process.run()
            var text = Data()
            while text.count(where: { $0 == UInt8(ascii: "\n") }) < acknowledged {
                let chunk = output.fileHandleForReading.availableData
                try #require(!chunk.isEmpty, "the writer ended by itself")
                text += chunk
            }
            kill(process.processIdentifier, SIGKILL)
            text += output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            let seen = Set(String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { Int64($0) })
            #expect(seen.count >= acknowledged)

            let database = try await Database.open(folder: folder, migrations: [Notes.migration], logger: Logger(label: "test"))
            let stored = try await database.read { try Set($0.query(Notes.ids).map { try $0.integer(0) }) }
            #expect(seen.subtracting(stored) == [])
            let check = try await database.read { try $0.first(Probe(rawValue: "PRAGMA integrity_check"))?.text(0) }
            #expect(check == "ok")
        }
    }
}
