extension Migration {
    package static let sqlite = [sqlite1Slice, sqlite2ConnectorLife, sqlite3Tenancy]
}
