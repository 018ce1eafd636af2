extension Migration {
    package static let postgresql = [postgresql1Slice, postgresql2ConnectorLife, postgresql3Tenancy]
}
