/// How much of the machine the plugin asks for; an admin's policy may give less.
package struct ManifestLimits: Hashable, Sendable {
    /// Calls at a time in one worker.
    package let concurrency: Int
    /// Of one call, unless its action says otherwise.
    package let timeout: Duration
    /// Of one worker, in MiB.
    package let memoryMB: Int

    /// No limits named: 32 calls, 30 seconds, 256 MiB.
    package init(concurrency: Int = 32, timeout: Duration = .seconds(30), memoryMB: Int = 256) {
        self.concurrency = concurrency
        self.timeout = timeout
        self.memoryMB = memoryMB
    }

    init(_ reader: inout ManifestReader) {
        let usual = ManifestLimits()
        concurrency = reader.integer("concurrency", upTo: 4096) ?? usual.concurrency
        timeout = reader.milliseconds("timeout_ms", upTo: .seconds(86_400)) ?? usual.timeout
        memoryMB = reader.integer("memory_mb", upTo: 65_536) ?? usual.memoryMB
    }
}
