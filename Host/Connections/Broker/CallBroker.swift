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

    /// A request that is not safe to repeat was accepted, or got no answer: the provider may have done what it asks.
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
            journal.record(response.exchanges)
            if !isRepeatable, response.exchanges.contains(where: \.hasActed) { noteAct() }
            return response
        } catch {
            journal.record(error.exchanges)
            if !isRepeatable, error.mayHaveBeenSent { noteAct() }
            throw error.callFailure
        }
    }

    private func nextUnsafe() -> Int {
        progress.withLock { progress in
            progress.unsafeRequests += 1
            return progress.unsafeRequests
        }
    }

    private func noteAct() {
        progress.withLock { $0.mayHaveActed = true }
    }
}

extension HTTPExchange {
    /// The provider did not refuse it. A redirect is no refusal: what follows it may be another request altogether.
    fileprivate var hasActed: Bool {
        !["GET", "HEAD", "OPTIONS"].contains(method) && (100..<400).contains(status)
    }
}
