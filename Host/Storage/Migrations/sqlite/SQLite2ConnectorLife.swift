extension Migration {
    /// Runs that wait for a connector, runs that are tried again, and what connectors have declared over time.
    static let sqlite2ConnectorLife = Migration(
        number: 2, name: "connector life",
        sql: """
            CREATE TABLE connector_waits (
                run_id TEXT NOT NULL,
                step_id TEXT NOT NULL,
                connector TEXT NOT NULL,
                started_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL,
                PRIMARY KEY (run_id, step_id)
            ) STRICT;
            CREATE INDEX connector_waits_by_connector ON connector_waits (connector, run_id);

            ALTER TABLE attempts ADD COLUMN retried_at INTEGER;

            CREATE TABLE connector_manifests (
                connector TEXT NOT NULL,
                number INTEGER NOT NULL,
                version TEXT NOT NULL,
                manifest BLOB NOT NULL,
                seen_at INTEGER NOT NULL,
                PRIMARY KEY (connector, number)
            ) STRICT;
            CREATE INDEX workflow_steps_by_connector ON workflow_steps (connector, workflow_id, version);
            """
    )
}
