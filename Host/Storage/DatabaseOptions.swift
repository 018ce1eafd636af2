/// What can be tuned, with what fits a host on a small machine.
package struct DatabaseOptions: Sendable {
    /// Connections that read at the same time; further readers wait.
    package var readers = 4
    /// How long a read transaction may last.
    package var readLimit = Duration.seconds(10)
    /// How long a writer waits for a foreign process (a backup tool) to let go of the file.
    package var busyTimeout = Duration.seconds(10)
    /// Callers that share one transaction at most: bounds how long the last one waits.
    package var batchLimit = 1_000
    /// Callers that may wait for the group commit; further ones are refused with ``StorageError/busy(_:)``.
    package var queueLimit = 16_384
    /// How often the write-ahead log is copied into the database.
    package var checkpointInterval = Duration.seconds(1)
    /// The largest size of the database in pages of 4 KiB, for tests of a full disk; nil is as large as the disk allows.
    package var maximumPages: Int?

    package init() {}
}
