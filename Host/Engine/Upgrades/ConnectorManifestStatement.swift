import Storage

/// The statements over `connector_manifests`: what each connector has declared, build after build.
package enum ConnectorManifestStatement: String, StatementSet {
    /// `?2` how many, newest first.
    case history = "SELECT number, manifest FROM connector_manifests WHERE connector = ?1 ORDER BY number DESC LIMIT ?2"
    case insert = "INSERT INTO connector_manifests (connector, number, version, manifest, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)"
    case prune = "DELETE FROM connector_manifests WHERE connector = ?1 AND number <= ?2"
}
