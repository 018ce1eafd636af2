extension Migration {
    /// Users with their sessions, workspaces with their members, keys, plans and counters, what was answered to repeated
    /// requests, and who did what.
    ///
    /// What opens a door is stored as its hash; `*_sealed` columns are sealed under the data key that `key_id` names.
    static let postgresql3Tenancy = Migration(
        number: 3, name: "tenancy",
        sql: """
            CREATE TABLE installation_keys (
                id TEXT PRIMARY KEY,
                wrapped BYTEA NOT NULL,
                master_key_id TEXT NOT NULL,
                created_at BIGINT NOT NULL
            );

            ALTER TABLE installation ADD COLUMN admin_key_disabled_at BIGINT;

            CREATE TABLE plans (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                workflows BIGINT,
                runs_per_month BIGINT,
                retention_days BIGINT,
                requests_per_hour BIGINT,
                updated_at BIGINT NOT NULL
            );
            INSERT INTO plans (id, name, workflows, runs_per_month, retention_days, requests_per_hour, updated_at) VALUES
                ('free', 'Free', 10, 1000, 7, 5000, 0),
                ('professional', 'Professional', 100, 100000, 30, 5000, 0),
                ('enterprise', 'Enterprise', NULL, NULL, 90, 5000, 0);

            ALTER TABLE workspaces ADD COLUMN email TEXT;
            ALTER TABLE workspaces ADD COLUMN plan TEXT NOT NULL DEFAULT 'enterprise';
            ALTER TABLE workspaces ADD COLUMN allow_end_user_connections BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE workspaces ADD COLUMN event_url TEXT;
            ALTER TABLE workspaces ADD COLUMN incoming_default TEXT NOT NULL DEFAULT 'none';
            ALTER TABLE workspaces ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
            ALTER TABLE workspaces ADD COLUMN suspended_at BIGINT;
            ALTER TABLE workspaces ADD COLUMN is_first BIGINT NOT NULL DEFAULT 0;
            UPDATE workspaces SET is_first = 1 WHERE id = (SELECT MIN(id) FROM workspaces);

            CREATE TABLE erasures (
                workspace_id TEXT PRIMARY KEY,
                requested_at BIGINT NOT NULL
            );

            CREATE TABLE users (
                id TEXT PRIMARY KEY,
                email TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                password TEXT NOT NULL,
                is_platform_admin BIGINT NOT NULL,
                epoch BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                last_log_in_at BIGINT,
                disabled_at BIGINT
            );

            CREATE TABLE sessions (
                id TEXT PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
                created_at BIGINT NOT NULL,
                used_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                ended_at BIGINT,
                end_reason TEXT,
                address TEXT NOT NULL,
                user_agent TEXT NOT NULL
            );
            CREATE INDEX sessions_by_user ON sessions (user_id, id);

            CREATE TABLE refresh_tokens (
                hash BYTEA PRIMARY KEY,
                session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
                issued_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                used_at BIGINT
            );
            CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

            CREATE TABLE signing_keys (
                id TEXT PRIMARY KEY,
                purpose TEXT NOT NULL,
                public_key BYTEA NOT NULL,
                private_sealed BYTEA NOT NULL,
                key_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                signs_until BIGINT NOT NULL,
                verifies_until BIGINT NOT NULL
            );

            CREATE TABLE password_resets (
                hash BYTEA PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            );
            CREATE INDEX password_resets_by_user ON password_resets (user_id);

            CREATE TABLE log_in_failures (
                subject BYTEA PRIMARY KEY,
                failures BIGINT NOT NULL,
                last_at BIGINT NOT NULL,
                blocked_until BIGINT NOT NULL
            );
            CREATE INDEX log_in_failures_by_time ON log_in_failures (last_at);

            CREATE TABLE members (
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
                role TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                PRIMARY KEY (workspace_id, user_id)
            );
            CREATE INDEX members_by_user ON members (user_id, workspace_id);

            CREATE TABLE invitations (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                email TEXT NOT NULL,
                role TEXT NOT NULL,
                hash BYTEA NOT NULL UNIQUE,
                invited_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                accepted_at BIGINT,
                revoked_at BIGINT
            );
            CREATE INDEX invitations_by_workspace ON invitations (workspace_id, id);

            CREATE TABLE api_keys (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                hint TEXT NOT NULL,
                hash BYTEA NOT NULL UNIQUE,
                scopes TEXT NOT NULL,
                created_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT,
                last_used_at BIGINT,
                revoked_at BIGINT
            );
            CREATE INDEX api_keys_by_workspace ON api_keys (workspace_id, id);

            CREATE TABLE webhook_secrets (
                id TEXT PRIMARY KEY,
                workspace_id TEXT NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
                purpose TEXT NOT NULL,
                secret_sealed BYTEA NOT NULL,
                key_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT
            );
            CREATE INDEX webhook_secrets_by_workspace ON webhook_secrets (workspace_id, purpose, id);

            CREATE TABLE usage_counts (
                workspace_id TEXT NOT NULL,
                metric TEXT NOT NULL,
                period BIGINT NOT NULL,
                amount BIGINT NOT NULL,
                PRIMARY KEY (workspace_id, metric, period)
            );
            CREATE INDEX usage_counts_by_period ON usage_counts (period);

            CREATE TABLE idempotency_records (
                principal TEXT NOT NULL,
                route TEXT NOT NULL,
                idempotency_key TEXT NOT NULL,
                fingerprint BYTEA NOT NULL,
                state TEXT NOT NULL,
                subject TEXT,
                answer_sealed BYTEA,
                key_id TEXT,
                host TEXT NOT NULL,
                held_until BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                PRIMARY KEY (principal, route, idempotency_key)
            );
            CREATE INDEX idempotency_records_by_expiry ON idempotency_records (expires_at);

            CREATE TABLE audit_entries (
                number BIGINT PRIMARY KEY,
                recorded_at BIGINT NOT NULL,
                workspace_id TEXT,
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                outcome TEXT NOT NULL,
                subject TEXT,
                address TEXT NOT NULL,
                trace_id TEXT NOT NULL,
                hash BYTEA NOT NULL
            );
            CREATE INDEX audit_entries_by_workspace ON audit_entries (workspace_id, number);
            CREATE INDEX audit_entries_by_time ON audit_entries (recorded_at);

            CREATE TABLE audit_head (
                id BIGINT PRIMARY KEY CHECK (id = 1),
                number BIGINT NOT NULL,
                hash BYTEA NOT NULL
            );
            INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '');

            CREATE TABLE audit_anchors (
                number BIGINT NOT NULL,
                kind TEXT NOT NULL,
                hash BYTEA NOT NULL,
                recorded_at BIGINT NOT NULL,
                signing_key TEXT NOT NULL,
                signature BYTEA NOT NULL,
                PRIMARY KEY (number, kind)
            );

            CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'an audit entry never changes'; END $$;
            CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
            FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
            CREATE FUNCTION audit_entries_end_at_anchors() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.number > (SELECT COALESCE(MAX(number), 0) FROM audit_anchors WHERE kind = 'base') THEN
                    RAISE EXCEPTION 'an audit entry goes only when an anchor stands for it';
                END IF;
                RETURN OLD;
            END $$;
            CREATE TRIGGER audit_entries_end_at_anchors BEFORE DELETE ON audit_entries
            FOR EACH ROW EXECUTE FUNCTION audit_entries_end_at_anchors();
            """
    )
}
