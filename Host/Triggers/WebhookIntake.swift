package import Engine
package import Identity
package import Model
package import Storage
package import Vault

/// Takes webhooks in: `POST /webhooks/{workspace}/{path}` makes a run of the workflow that has the path.
///
/// The request is sealed and stored as it came, together with its run, in one group commit; nothing of it is parsed before
/// that. Whoever sent it is told only when both are durable.
package final class WebhookIntake: Sendable {
    private let database: Database
    private let routes: WebhookRoutes
    private let executor: Executor
    private let quota: RunQuota
    private let clock: EngineClock
    /// Of a body, in bytes. Callers that read bodies stop there.
    package let bodyLimit: Int

    package init(
        database: Database, vault: Vault, workflows: WorkflowStore, executor: Executor, quota: RunQuota, bodyLimit: Int = 1 << 20,
        clock: EngineClock = .system
    ) {
        self.database = database
        self.executor = executor
        self.quota = quota
        self.clock = clock
        self.bodyLimit = bodyLimit
        routes = WebhookRoutes(workflows: workflows, vault: vault)
    }

    /// Stores a request and starts its run. `path` is what follows the workspace in the URL, as it was sent.
    ///
    /// Throws ``WebhookError`` for what the sender did wrong, ``QuotaExceeded`` when the workspace may start no more runs,
    /// ``StorageError`` when the request could not be stored.
    package func receive(
        workspace: String, path: String, method: String, query: String, headers: [WebhookRequest.Header], body: [UInt8],
        trace: TraceContext
    ) async throws -> WebhookReceipt {
        guard body.count <= bodyLimit else { throw WebhookError.bodyTooLarge(limit: bodyLimit) }
        let now = clock.now()
        let route = try await routes.route(workspace: workspace, path: path, at: now)
        let allowance = try await quota.allowance(for: route.workspace, at: now)
        let request = WebhookRequest(
            method: method, path: route.path, query: query, headers: headers, body: body, receivedAt: now)
        return try await store(request.encoded(), route, allowance, trace, at: now)
    }

    private func store(
        _ request: [UInt8], _ route: WebhookRoute, _ allowance: RunAllowance, _ trace: TraceContext, at now: Timestamp
    ) async throws -> WebhookReceipt {
        let receipt = WebhookReceipt(event: EventID(at: now), run: RunID(at: now))
        let input = RunInput.webhook(request)
        let header = RunHeader(
            id: receipt.run, workspace: route.workspace, source: .workflow(route.workflow, version: route.version), event: receipt.event,
            traceID: trace.traceID, createdAt: now)
        let event = WebhookEvent(
            id: receipt.event, route: route, sealed: route.key.seal(request, .webhookRequest(receipt.event)), receivedAt: now)
        let run = NewRun(header, input: input, key: route.key, allowance: allowance)
        let place = executor.reserve(receipt.run)
        do {
            try await database.commit { transaction in
                try event.insert(in: transaction)
                try run.insert(in: transaction, lease: place?.lease)
            }
        } catch {
            if let place { executor.giveBack(place) }
            quota.note(error, of: allowance)
            throw error
        }
        if let place { executor.submit(header, place, input: input) } else { executor.wake() }
        return receipt
    }
}

/// What the sender of a webhook is told with the 202.
package struct WebhookReceipt: Sendable, Hashable {
    package let event: EventID
    package let run: RunID
}

/// Why a webhook was not taken in.
package enum WebhookError: Error, Sendable, Hashable {
    /// No enabled workflow of the workspace has the path, or there is no such workspace; which, a stranger is not told.
    case notFound
    case bodyTooLarge(limit: Int)
}

extension WebhookError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound: "There is no webhook here: no enabled workflow has this path."
        case .bodyTooLarge(let limit): "The body is larger than \(limit) bytes."
        }
    }
}
