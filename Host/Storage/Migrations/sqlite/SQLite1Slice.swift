extension Migration {
    /// Workspaces and keys, connections, workflows, events, runs and their attempts.
    ///
    /// Plaintext are ids, times, states and names; every `*_sealed` column is sealed under the workspace's data key.
    static let sqlite1Slice = Migration(
        number: 1,
        name: "slice",
        sql: """
            CREATE TABLE installation (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                master_key_check BLOB NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE workspaces (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                last_connection_number INTEGER NOT NULL DEFAULT 0,
                created_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE data_keys (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id),
                wrapped BLOB NOT NULL,
                master_key_id TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE admin_keys (
                hash BLOB PRIMARY KEY,
                created_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE connections (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                number INTEGER NOT NULL,
                connector TEXT NOT NULL,
                scheme TEXT NOT NULL,
                name TEXT NOT NULL,
                state TEXT NOT NULL,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                UNIQUE (workspace_id, number)
            ) STRICT;
            CREATE INDEX connections_by_connector ON connections (workspace_id, connector);

            CREATE TABLE connection_payloads (
                connection_id TEXT PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE,
                key_id TEXT NOT NULL,
                fields_sealed BLOB NOT NULL,
                secrets_sealed BLOB NOT NULL
            ) STRICT;

            CREATE TABLE workflows (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                name TEXT NOT NULL,
                enabled INTEGER NOT NULL,
                version INTEGER NOT NULL,
                webhook_path TEXT,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX workflows_by_path ON workflows (workspace_id, webhook_path);
            CREATE INDEX workflows_by_workspace ON workflows (workspace_id, id);

            CREATE TABLE workflow_versions (
                workflow_id TEXT NOT NULL,
                version INTEGER NOT NULL,
                definition_sealed BLOB NOT NULL,
                key_id TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (workflow_id, version)
            ) STRICT;

            CREATE TABLE workflow_steps (
                workflow_id TEXT NOT NULL,
                version INTEGER NOT NULL,
                step_id TEXT NOT NULL,
                connector TEXT NOT NULL,
                action TEXT NOT NULL,
                connection TEXT,
                PRIMARY KEY (workflow_id, version, step_id)
            ) STRICT;

            CREATE TABLE events (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                workflow_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                received_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE event_payloads (
                event_id TEXT PRIMARY KEY,
                key_id TEXT NOT NULL,
                request_sealed BLOB NOT NULL
            ) STRICT;

            CREATE TABLE runs (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL,
                workflow_id TEXT,
                workflow_version INTEGER,
                connector TEXT,
                action TEXT,
                event_id TEXT,
                state TEXT NOT NULL,
                trace_id TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                started_at INTEGER,
                finished_at INTEGER,
                due_at INTEGER,
                cancel_requested_at INTEGER,
                lease_owner TEXT,
                lease_until INTEGER,
                lease_epoch INTEGER NOT NULL DEFAULT 0,
                error_class TEXT
            ) STRICT;
            CREATE INDEX runs_due ON runs (due_at) WHERE due_at IS NOT NULL;
            CREATE INDEX runs_by_workspace ON runs (workspace_id, id);
            CREATE INDEX runs_by_workflow ON runs (workflow_id, id);

            CREATE TABLE run_payloads (
                run_id TEXT PRIMARY KEY,
                key_id TEXT NOT NULL,
                input_sealed BLOB NOT NULL
            ) STRICT;

            CREATE TABLE attempts (
                run_id TEXT NOT NULL,
                step_id TEXT NOT NULL,
                attempt INTEGER NOT NULL,
                state TEXT NOT NULL,
                started_at INTEGER NOT NULL,
                sent_at INTEGER,
                finished_at INTEGER,
                error_class TEXT,
                provider_status INTEGER,
                next_retry_at INTEGER,
                PRIMARY KEY (run_id, step_id, attempt)
            ) STRICT;

            CREATE TABLE attempt_payloads (
                run_id TEXT NOT NULL,
                step_id TEXT NOT NULL,
                attempt INTEGER NOT NULL,
                key_id TEXT NOT NULL,
                input_sealed BLOB,
                outcome_sealed BLOB,
                journal_sealed BLOB,
                PRIMARY KEY (run_id, step_id, attempt)
            ) STRICT;
            """
    )
}
