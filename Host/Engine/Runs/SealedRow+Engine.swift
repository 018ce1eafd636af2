package import Model
package import Vault

// Which row each sealed payload of the engine is bound to: moved to another row, none of them opens.
extension SealedRow {
    static func definition(_ id: WorkflowID, version: Int) -> SealedRow {
        SealedRow(table: "workflow_versions", row: "\(id.text)/\(version)", column: "definition_sealed")
    }

    static func runInput(_ id: RunID) -> SealedRow {
        SealedRow(table: "run_payloads", row: id.text, column: "input_sealed")
    }

    static func attempt(_ run: RunID, _ step: String, _ attempt: Int, _ column: AttemptColumn) -> SealedRow {
        SealedRow(table: "attempt_payloads", row: "\(run.text)/\(step)/\(attempt)", column: column.rawValue)
    }

    enum AttemptColumn: String {
        case input = "input_sealed"
        case outcome = "outcome_sealed"
        case journal = "journal_sealed"
    }
}

extension SealedRow {
    /// The raw webhook request of an event.
    package static func webhookRequest(_ id: EventID) -> SealedRow {
        SealedRow(table: "event_payloads", row: id.text, column: "request_sealed")
    }
}
