import Model
package import Storage

/// A data key that no row holds yet.
package struct NewDataKey: Sendable {
    package let key: DataKey
    let workspace: WorkspaceID
    let wrapped: [UInt8]
    let masterKeyID: String

    package func insert(in transaction: WriteTransaction) throws {
        try transaction.execute(
            VaultStatement.addKey, .id(key.id), .id(workspace), .blob(wrapped), .text(masterKeyID), .time(.now))
    }
}
