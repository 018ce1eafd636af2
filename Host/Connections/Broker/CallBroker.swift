package import Egress
import Model
package import PluginHost
import Synchronization

/// What the host does for one call of a plugin: sends its requests with the credential that the plugin never sees, and keeps
/// what happened for the record.
package final class CallBroker: CallServices {
    private struct Progress {
        /// Requests so far that are not safe by their method.
        var unsafeRequests = 0
        var mayHaveActed = false
    }

    package let journal: CallJournal
    let rights: OutboundRights
    let terms: CallTerms
    private let egress: Egress
    private let budget = FetchBudget()
    private let gate: SendGate?
    let placeholders: SecretPlaceholders?
    private let progress = Mutex(Progress())

    /// - Parameter input: The document that the plugin is called with.
    package init(_ rights: OutboundRights, _ terms: CallTerms, input: [UInt8], egress: Egress) {
        self.rights = rights
        self.terms = terms
        self.egress = egress
        journal = CallJournal(masking: rights.credential?.mask ?? SecretMask([]))
        gate = terms.willSend.map(SendGate.init)
        placeholders = rights.placeable.map { SecretPlaceholders($0, input: input) }
    }

    /// The provider may have done what a request asks that is not safe to repeat: see ``HTTPExchange/mayHaveActed``.
    package var mayHaveActed: Bool { progress.withLock(\.mayHaveActed) }

    package func fetch(_ document: [UInt8]) async -> FetchReply {
        do throws(CallFailure) {
            try budget.enter()
            defer { budget.leave() }
            let reply = FetchReply(try await send(FetchRequest(reading: document)))
            placeholders?.note(reply.document)
            return reply
        } catch {
            return Task.isCancelled ? FetchReply(status: .cancelled, document: []) : FetchReply(error)
        }
    }

    package func log(_ level: PluginLogLevel, _ message: String) {
        journal.log(level, message)
    }

    private func send(_ request: FetchRequest) async throws(CallFailure) -> EgressResponse {
        let isRepeatable = terms.isRepeatable(request)
        var outgoing = try egressRequest(for: request, number: request.isSafe ? nil : nextUnsafe())
        if !isRepeatable, let gate { outgoing.willSend = { try await gate.pass() } }
        do {
            let response = try await egress.send(outgoing)
            note(response.exchanges, isRepeatable: isRepeatable)
            return response
        } catch {
            note(error.exchanges, isRepeatable: isRepeatable)
            throw error.callFailure
        }
    }

    private func note(_ exchanges: [HTTPExchange], isRepeatable: Bool) {
        journal.record(exchanges)
        if !isRepeatable, exchanges.contains(where: \.mayHaveActed) { progress.withLock { $0.mayHaveActed = true } }
    }

    private func nextUnsafe() -> Int {
        progress.withLock { progress in
            progress.unsafeRequests += 1
            return progress.unsafeRequests
        }
    }
}
