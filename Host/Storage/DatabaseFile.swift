import FoundationEssentials
import GRDB

/// A file with a database of ours, for who only looks at it: a copy, or that of a host that may be running.
package struct DatabaseFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Reads in one consistent view, for as long as it takes. A running host goes on beside it; only its log of changes is
    /// not started anew meanwhile.
    ///
    /// Throws ``StorageError/folder(_:)`` when there is no such file or it is older than this program, and
    /// ``StorageError/newerDatabase(version:supported:)``.
    package func read<Answer: Sendable>(_ body: @escaping @Sendable (ReadTransaction) throws -> Answer) async throws -> Answer {
        try await BlockingWork.run { [path] in
            guard FileManager.default.fileExists(atPath: path) else { throw StorageError.folder("There is no database at \(path).") }
            do {
                var configuration = Configuration()
                configuration.readonly = true
                configuration.busyMode = .timeout(10)
                return try DatabaseQueue(path: path, configuration: configuration).read { database in
                    let transaction = ReadTransaction(connection: Connection(database))
                    try checkVersion(transaction)
                    return try body(transaction)
                }
            } catch {
                throw StorageError.translating(error)
            }
        }
    }

    private func checkVersion(_ transaction: ReadTransaction) throws {
        let version = Int(try transaction.first(MigrationStatement.version)?.optionalInteger(0) ?? 0)
        let supported = Dialect.sqlite.migrations.last?.number ?? 0
        guard version <= supported else { throw StorageError.newerDatabase(version: version, supported: supported) }
        guard version == supported else {
            throw StorageError.folder("The database at \(path) is at version \(version), and this Patchbay reads version \(supported): start a host on it once.")
        }
    }
}
