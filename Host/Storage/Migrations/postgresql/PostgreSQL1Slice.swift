extension Migration {
    /// Workspaces and keys, connections, workflows, events, runs and their attempts.
    ///
    /// Plaintext are ids, times, states and names; every `*_sealed` column is sealed under the workspace's data key.
    static let postgresql1Slice = Migration(
        number: 1,
        name: "slice",
        sql: """
            CREATE TABLE installation (
                id BIGINT PRIMARY KEY CHECK (id = 1),
                master_key_check BYTEA NOT NULL,
                created_at BIGINT NOT NULL
            );

            CREATE TABLE workspaces (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                last_connection_number BIGINT NOT NULL DEFAULT 0,
                created_at BIGINT NOT NULL
            );

            CREATE TABLE data_keys (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id),
                wrapped BYTEA NOT NULL,
                master_key_id TEXT NOT NULL,
                created_at BIGINT NOT NULL
            );

            CREATE TABLE admin_keys (
                hash BYTEA PRIMARY KEY,
                created_at BIGINT NOT NULL
            );

            CREATE TABLE connections (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                number BIGINT NOT NULL,
                connector TEXT NOT NULL,
                scheme TEXT NOT NULL,
                name TEXT NOT NULL,
                state TEXT NOT NULL,
                version BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (workspace_id, number)
            );
            CREATE INDEX connections_by_connector ON connections (workspace_id, connector);

            CREATE TABLE connection_payloads (
                connection_id TEXT PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE,
                key_id TEXT NOT NULL,
                fields_sealed BYTEA NOT NULL,
                secrets_sealed BYTEA NOT NULL
            );

            CREATE TABLE workflows (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                name TEXT NOT NULL,
                enabled BIGINT NOT NULL,
                version BIGINT NOT NULL,
                webhook_path TEXT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL
            );
            CREATE UNIQUE INDEX workflows_by_path ON workflows (workspace_id, webhook_path);
            CREATE INDEX workflows_by_workspace ON workflows (workspace_id, id);

            CREATE TABLE workflow_versions (
                workflow_id TEXT NOT NULL,
                version BIGINT NOT NULL,
                definition_sealed BYTEA NOT NULL,
                key_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (workflow_id, version)
            );

            CREATE TABLE workflow_steps (
                workflow_id TEXT NOT NULL,
                version BIGINT NOT NULL,
                step_id TEXT NOT NULL,
                connector TEXT NOT NULL,
                action TEXT NOT NULL,
                connection TEXT,
                PRIMARY KEY (workflow_id, version, step_id)
            );

            CREATE TABLE events (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                workflow_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                received_at BIGINT NOT NULL
            );

            CREATE TABLE event_payloads (
                event_id TEXT PRIMARY KEY,
                key_id TEXT NOT NULL,
                request_sealed BYTEA NOT NULL
            );

            CREATE TABLE runs (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                workflow_id TEXT,
                workflow_version BIGINT,
                connector TEXT,
                action TEXT,
                event_id TEXT,
                state TEXT NOT NULL,
                trace_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                started_at BIGINT,
                finished_at BIGINT,
                due_at BIGINT,
                cancel_requested_at BIGINT,
                lease_owner TEXT,
                lease_until BIGINT,
                lease_epoch BIGINT NOT NULL DEFAULT 0,
                error_class TEXT
            );
            CREATE INDEX runs_due ON runs (due_at) WHERE due_at IS NOT NULL;
            CREATE INDEX runs_by_workspace ON runs (workspace_id, id);
            CREATE INDEX runs_by_workflow ON runs (workflow_id, id);

            CREATE TABLE run_payloads (
                run_id TEXT PRIMARY KEY,
                key_id TEXT NOT NULL,
                input_sealed BYTEA NOT NULL
            );

            CREATE TABLE attempts (
                run_id TEXT NOT NULL,
                step_id TEXT NOT NULL,
                attempt BIGINT NOT NULL,
                state TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                sent_at BIGINT,
                finished_at BIGINT,
                error_class TEXT,
                provider_status BIGINT,
                next_retry_at BIGINT,
                PRIMARY KEY (run_id, step_id, attempt)
            );

            CREATE TABLE attempt_payloads (
                run_id TEXT NOT NULL,
                step_id TEXT NOT NULL,
                attempt BIGINT NOT NULL,
                key_id TEXT NOT NULL,
                input_sealed BYTEA,
                outcome_sealed BYTEA,
                journal_sealed BYTEA,
                PRIMARY KEY (run_id, step_id, attempt)
            );
            """
    )
}
