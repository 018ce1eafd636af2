import Engine
import Model
import Storage
import Vault

/// The statements over `events` and `event_payloads`.
package enum EventStatement: String, StatementSet {
    case insert = "INSERT INTO events (id, workspace_id, workflow_id, kind, received_at) VALUES (?1, ?2, ?3, 'webhook', ?4)"
    case insertPayload = "INSERT INTO event_payloads (event_id, key_id, request_sealed) VALUES (?1, ?2, ?3)"
}

/// A webhook request about to be stored.
struct WebhookEvent: Sendable {
    let id: EventID
    let route: WebhookRoute
    let sealed: [UInt8]
    let receivedAt: Timestamp

    func insert(in transaction: WriteTransaction) throws {
        try transaction.execute(EventStatement.insert, .id(id), .id(route.workspace), .id(route.workflow), .time(receivedAt))
        try transaction.execute(EventStatement.insertPayload, .id(id), .id(route.key.id), .blob(sealed))
    }
}
