package import Model
import Storage
import Vault

extension WorkspaceService {
    /// Deletes a workspace at the word of one of its owners.
    package func delete(_ id: WorkspaceID, by caller: Caller) async throws {
        try await erase(id) { transaction in
            guard try transaction.authority(of: caller, in: id).role == .owner else { throw WorkspaceError.ownersOnly }
        }
    }

    /// Deletes a workspace at the word of whoever administers the installation.
    package func deleteAsPlatformAdmin(_ id: WorkspaceID) async throws {
        try await erase(id) { _ in }
    }

    /// With the data key goes all that was sealed under it: what is left of runs and events is unreadable from that moment and
    /// removed bit by bit afterwards, as the note in `erasures` demands.
    private func erase(_ id: WorkspaceID, _ check: @escaping @Sendable (WriteTransaction) throws -> Void) async throws {
        guard id != first else { throw WorkspaceError.firstWorkspace }
        let now = store.now()
        try await store.change { transaction in
            guard try transaction.execute(WorkspaceStatement.touch, .id(id)) == 1 else { throw WorkspaceError.notFound }
            try check(transaction)
            for erasure in self.erasures { try erasure(transaction, id, now) }
            try transaction.execute(WorkspaceStatement.deleteUsage, .id(id))
            try self.store.vault.eraseDataKeys(of: id, in: transaction)
            // Members, invitations, keys and webhook secrets go with the row.
            try transaction.execute(WorkspaceStatement.delete, .id(id))
            try transaction.execute(WorkspaceStatement.noteErasure, .id(id), .time(now))
        }
        store.vault.forget(id)
    }
}
