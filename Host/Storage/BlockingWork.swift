import Dispatch

/// Work that waits in the kernel, kept off the threads that run tasks: those are as few as the cores.
package enum BlockingWork {
    /// Runs `body` on a thread of its own. For starting and stopping, not for every request.
    package static func run<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "patchbay.blocking").async {
                continuation.resume(with: Result { try body() })
            }
        }
    }
}
