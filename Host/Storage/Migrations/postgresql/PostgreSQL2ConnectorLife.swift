extension Migration {
    /// Runs that wait for a connector, runs that are tried again, and what connectors have declared over time.
    static let postgresql2ConnectorLife = Migration(
        number: 2, name: "connector life",
        sql: """
            CREATE TABLE connector_waits (
                run_id TEXT NOT NULL,
                step_id TEXT NOT NULL,
                connector TEXT NOT NULL,
                started_at BIGINT NOT NULL,
                ends_at BIGINT NOT NULL,
                PRIMARY KEY (run_id, step_id)
            );
            CREATE INDEX connector_waits_by_connector ON connector_waits (connector, run_id);

            ALTER TABLE attempts ADD COLUMN retried_at BIGINT;

            CREATE TABLE connector_manifests (
                connector TEXT NOT NULL,
                number BIGINT NOT NULL,
                version TEXT NOT NULL,
                manifest BYTEA NOT NULL,
                seen_at BIGINT NOT NULL,
                PRIMARY KEY (connector, number)
            );
            CREATE INDEX workflow_steps_by_connector ON workflow_steps (connector, workflow_id, version);
            """
    )
}
