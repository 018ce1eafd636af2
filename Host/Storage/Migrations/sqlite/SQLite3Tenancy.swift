extension Migration {
    /// Users with their sessions, workspaces with their members, keys, plans and counters, what was answered to repeated
    /// requests, and who did what.
    ///
    /// What opens a door is stored as its hash; `*_sealed` columns are sealed under the data key that `key_id` names.
    static let sqlite3Tenancy = Migration(
        number: 3, name: "tenancy",
        sql: """
            CREATE TABLE installation_keys (
                id TEXT PRIMARY KEY,
                wrapped BLOB NOT NULL,
                master_key_id TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;

            ALTER TABLE installation ADD COLUMN admin_key_disabled_at INTEGER;

            CREATE TABLE plans (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                workflows INTEGER,
                runs_per_month INTEGER,
                retention_days INTEGER,
                requests_per_hour INTEGER,
                updated_at INTEGER NOT NULL
            ) STRICT;
            INSERT INTO plans (id, name, workflows, runs_per_month, retention_days, requests_per_hour, updated_at) VALUES
                ('free', 'Free', 10, 1000, 7, 5000, 0),
                ('professional', 'Professional', 100, 100000, 30, 5000, 0),
                ('enterprise', 'Enterprise', NULL, NULL, 90, 5000, 0);

            ALTER TABLE workspaces ADD COLUMN email TEXT;
            ALTER TABLE workspaces ADD COLUMN plan TEXT NOT NULL DEFAULT 'enterprise';
            ALTER TABLE workspaces ADD COLUMN allow_end_user_connections INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE workspaces ADD COLUMN event_url TEXT;
            ALTER TABLE workspaces ADD COLUMN incoming_default TEXT NOT NULL DEFAULT 'none';
            ALTER TABLE workspaces ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE workspaces ADD COLUMN suspended_at INTEGER;
            ALTER TABLE workspaces ADD COLUMN is_first INTEGER NOT NULL DEFAULT 0;
            UPDATE workspaces SET is_first = 1 WHERE id = (SELECT MIN(id) FROM workspaces);

            CREATE TABLE erasures (
                workspace_id TEXT PRIMARY KEY,
                requested_at INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE users (
                id TEXT PRIMARY KEY,
                email TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                password TEXT NOT NULL,
                is_platform_admin INTEGER NOT NULL,
                epoch INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                last_log_in_at INTEGER,
                disabled_at INTEGER
            ) STRICT;

            CREATE TABLE sessions (
                id TEXT PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
                created_at INTEGER NOT NULL,
                used_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                ended_at INTEGER,
                end_reason TEXT,
                address TEXT NOT NULL,
                user_agent TEXT NOT NULL
            ) STRICT;
            CREATE INDEX sessions_by_user ON sessions (user_id, id);

            CREATE TABLE refresh_tokens (
                hash BLOB PRIMARY KEY,
                session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
                issued_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                used_at INTEGER
            ) STRICT;
            CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

            CREATE TABLE signing_keys (
                id TEXT PRIMARY KEY,
                purpose TEXT NOT NULL,
                public_key BLOB NOT NULL,
                private_sealed BLOB NOT NULL,
                key_id TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                signs_until INTEGER NOT NULL,
                verifies_until INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE password_resets (
                hash BLOB PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX password_resets_by_user ON password_resets (user_id);

            CREATE TABLE log_in_failures (
                subject BLOB PRIMARY KEY,
                failures INTEGER NOT NULL,
                last_at INTEGER NOT NULL,
                blocked_until INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX log_in_failures_by_time ON log_in_failures (last_at);

            CREATE TABLE members (
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
                role TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, user_id)
            ) STRICT;
            CREATE INDEX members_by_user ON members (user_id, workspace_id);

            CREATE TABLE invitations (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                email TEXT NOT NULL,
                role TEXT NOT NULL,
                hash BLOB NOT NULL UNIQUE,
                invited_by TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                accepted_at INTEGER,
                revoked_at INTEGER
            ) STRICT;
            CREATE INDEX invitations_by_workspace ON invitations (workspace_id, id);

            CREATE TABLE api_keys (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                hint TEXT NOT NULL,
                hash BLOB NOT NULL UNIQUE,
                scopes TEXT NOT NULL,
                created_by TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER,
                last_used_at INTEGER,
                revoked_at INTEGER
            ) STRICT;
            CREATE INDEX api_keys_by_workspace ON api_keys (workspace_id, id);

            CREATE TABLE webhook_secrets (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                purpose TEXT NOT NULL,
                secret_sealed BLOB NOT NULL,
                key_id TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER
            ) STRICT;
            CREATE INDEX webhook_secrets_by_workspace ON webhook_secrets (workspace_id, purpose, id);

            CREATE TABLE usage_counts (
                workspace_id TEXT NOT NULL,
                metric TEXT NOT NULL,
                period INTEGER NOT NULL,
                amount INTEGER NOT NULL,
                PRIMARY KEY (workspace_id, metric, period)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX usage_counts_by_period ON usage_counts (period);

            CREATE TABLE idempotency_records (
                principal TEXT NOT NULL,
                route TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                state TEXT NOT NULL,
                subject TEXT,
                answer_sealed BLOB,
                key_id TEXT,
                host TEXT NOT NULL,
                held_until INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                PRIMARY KEY (principal, route, idempotency_key)
            ) STRICT;
            CREATE INDEX idempotency_records_by_expiry ON idempotency_records (expires_at);

            CREATE TABLE audit_entries (
                number INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL,
                workspace_id TEXT,
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                outcome TEXT NOT NULL,
                subject TEXT,
                address TEXT NOT NULL,
                trace_id TEXT NOT NULL,
                hash BLOB NOT NULL
            ) STRICT;
            CREATE INDEX audit_entries_by_workspace ON audit_entries (workspace_id, number);
            CREATE INDEX audit_entries_by_time ON audit_entries (recorded_at);

            CREATE TABLE audit_head (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                number INTEGER NOT NULL,
                hash BLOB NOT NULL
            ) STRICT;
            INSERT INTO audit_head (id, number, hash) VALUES (1, 0, X'');

            CREATE TABLE audit_anchors (
                number INTEGER NOT NULL,
                kind TEXT NOT NULL,
                hash BLOB NOT NULL,
                recorded_at INTEGER NOT NULL,
                signing_key TEXT NOT NULL,
                signature BLOB NOT NULL,
                PRIMARY KEY (number, kind)
            ) STRICT;

            CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
            BEGIN SELECT RAISE(ABORT, 'an audit entry never changes'); END;
            CREATE TRIGGER audit_entries_end_at_anchors BEFORE DELETE ON audit_entries
            WHEN OLD.number > (SELECT COALESCE(MAX(number), 0) FROM audit_anchors WHERE kind = 'base')
            BEGIN SELECT RAISE(ABORT, 'an audit entry goes only when an anchor stands for it'); END;
            """
    )
}
