package import Logging
import Model
import ServiceLifecycle
import Storage
package import Vault

/// Signs the head of the audit log and takes away what is older than ``AuditLog/retention``, at start and every day.
package struct AuditKeeper: Service {
    private let log: AuditLog
    private let vault: Vault
    private let logger: Logger

    package init(log: AuditLog, vault: Vault, logger: Logger) {
        self.log = log
        self.vault = vault
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await keep()
                } catch is CancellationError {
                } catch {
                    logger.error("the audit log could not be pruned", metadata: ["error": "\(error)"])
                }
            } while (try? await Task.sleep(for: Self.interval)) != nil
        }
    }

    /// One round. The public key and each hash go into the log of the host, where who changes the database cannot reach them.
    package func keep() async throws {
        let now = log.now()
        let signer = try await AuditSigner.load(log.database, vault, at: now)
        try await setCheckpoint(signer, now)
        while let removed = try await prune(signer, now) {
            logger.info("pruned the audit log", metadata: ["up_to": "\(removed)"])
        }
    }

    private func setCheckpoint(_ signer: AuditSigner, _ now: Timestamp) async throws {
        let head = try await log.database.read { transaction in
            try transaction.first(AuditStatement.head).map { (number: try $0.integer(0), hash: try $0.blob(1)) }
        }
        guard let head, head.number > 0 else { return }
        let anchor = try signer.anchor(head.number, .checkpoint, hash: head.hash, at: now)
        let isNew = try await log.database.commit { transaction in
            let known = try transaction.query(AuditStatement.anchors).map { row throws(StorageError) in try AuditAnchor(row) }
            guard known.last.map({ $0.number < anchor.number }) ?? true else { return false }
            try anchor.insert(in: transaction)
            return true
        }
        guard isNew else { return }
        logger.info("signed the head of the audit log", metadata: [
            "number": "\(head.number)", "hash": .string(head.hash.hexadecimal), "signing_key": "\(signer.id)",
            "public_key": .string(signer.publicKey),
        ])
    }

    /// Takes the oldest entries, some at a time so that nobody waits long for the writer; the last number taken, nil when there
    /// is nothing to take.
    private func prune(_ signer: AuditSigner, _ now: Timestamp) async throws -> Int64? {
        let cut = try await log.database.read { transaction -> (number: Int64, hash: [UInt8])? in
            guard let first = try transaction.first(AuditStatement.first)?.optionalInteger(0) else { return nil }
            let kept = try transaction.first(AuditStatement.firstSince, .time(now + (.zero - AuditLog.retention)))?.optionalInteger(0)
            let head = try transaction.first(AuditStatement.head)?.integer(0) ?? 0
            let last = min((kept ?? head + 1) - 1, first + Self.batch - 1)
            guard last >= first, let row = try transaction.first(AuditStatement.hash, .integer(last)) else { return nil }
            return (last, try row.blob(0))
        }
        guard let cut else { return nil }
        let anchor = try signer.anchor(cut.number, .base, hash: cut.hash, at: now)
        try await log.database.write { transaction in
            try anchor.insert(in: transaction)
            try transaction.execute(AuditStatement.prune, .integer(cut.number))
            try transaction.execute(AuditStatement.removeAnchors, .integer(cut.number))
        }
        return cut.number
    }

    private static let interval = Duration.seconds(86_400)
    private static let batch: Int64 = 10_000
}

extension [UInt8] {
    /// As people and logs see a hash.
    package var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
