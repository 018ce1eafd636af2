import FoundationEssentials
import Logging

/// Runs `body` with a folder of its own, which is gone afterwards. For tests and demonstrations.
@discardableResult
package func withTemporaryFolder<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("patchbay-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// Runs `body` with a new database: a real file, in a temporary folder. For tests and demonstrations.
@discardableResult
package func withTemporaryDatabase<Answer>(
    options: DatabaseOptions = .init(), migrations: [Migration] = Dialect.sqlite.migrations,
    _ body: (Database) async throws -> Answer
) async throws -> Answer {
    try await withTemporaryFolder { folder in
        let silent = Logger(label: "temporary") { _ in SwiftLogNoOpLogHandler() }
        return try await body(try await .open(folder: folder, options: options, migrations: migrations, logger: silent))
    }
}
