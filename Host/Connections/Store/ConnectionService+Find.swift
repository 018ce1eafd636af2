package import Model
import Storage

extension ConnectionService {
    /// The id of the connection that is meant; an id is taken as it is, since whoever uses it finds out whether it is there.
    package func id(of reference: ConnectionReference, in workspace: WorkspaceID) async throws -> ConnectionID {
        switch reference {
        case .id(let id): return id
        case .number(let number):
            return try await database.read { transaction in
                guard let row = try transaction.first(ConnectionStatement.byNumber, .integer(Int64(number)), .id(workspace)) else {
                    throw ConnectionError.notFound
                }
                return try ConnectionRow(row).id
            }
        }
    }
}
