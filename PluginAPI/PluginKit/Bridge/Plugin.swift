import Synchronization

/// The running plugin: one task for each call the host has made and not yet got back.
final class Plugin: Sendable {
    let host: Host
    private let operations: Operations
    private let tasks = Mutex<[patchbay_call: Task<Void, Never>]>([:])

    init(host: Host, operations: Operations) {
        self.host = host
        self.operations = operations
    }

    /// Starts a call and returns at once.
    func invoke(_ call: patchbay_call, _ invocation: Invocation) {
        let deadline = ContinuousClock.now + invocation.timeLeft
        // Under the lock, so that a task cannot be over before it is in the table.
        tasks.withLock { tasks in
            tasks[call] = Task {
                let (status, document) = await outcome(of: invocation, for: call, until: deadline)
                forget(call)
                host.complete(call, status, document)
            }
        }
    }

    /// Asks a call to end soon; one that has ended is not known any more.
    func cancel(_ call: patchbay_call) {
        let task = tasks.withLock { $0[call] }
        task?.cancel()
    }

    /// Sends a request and gives the answer's document.
    ///
    /// - Throws: ``CallError`` when there was no answer, `CancellationError`.
    func fetch(_ request: JSON, for call: patchbay_call) async throws -> JSON {
        let bytes = request.bytes()
        let reply = try await Replies.wait { host.fetch(call, bytes, $0) }
        if reply.status == PATCHBAY_CANCELLED { throw CancellationError() }
        let document = try? JSON.parse(reply.document)
        guard reply.status == PATCHBAY_OK else { throw CallError(document ?? .null) }
        guard let document else { throw CallError.bug("The host's answer is not JSON.") }
        return document
    }

    private func forget(_ call: patchbay_call) {
        tasks.withLock { $0[call] = nil }
    }

    private func outcome(
        of invocation: Invocation, for call: patchbay_call, until deadline: ContinuousClock.Instant
    ) async -> (patchbay_status, [UInt8]) {
        do {
            guard let input = try? JSON.parse(invocation.input) else {
                throw CallError.invalidInput("The input is not JSON.")
            }
            let call = Call(id: call, plugin: self, deadline: deadline, attempt: invocation.attempt, input: input)
            return (PATCHBAY_OK, try await operations.run(invocation.operation, input, call).bytes())
        } catch is CancellationError {
            return (PATCHBAY_CANCELLED, [])
        } catch {
            return (PATCHBAY_FAILED, CallError(error).json.bytes())
        }
    }
}
