import HTTPTypes
package import Logging
package import Model
import PatchbayJSON
import ServiceLifecycle
package import Storage
import Synchronization
package import Vault

/// What was done under which idempotency key, and what was answered.
///
/// A record is stored by the transaction that has the effect, so there is never one without the other, whoever dies when; and
/// as only one record of a name can be stored, of several hosts that are asked the same only one has the effect.
/// The answer follows. When the host dies in between, the effect is known and its answer lost: a repeat is told so.
package final class IdempotencyRecords: Sendable {
    /// A day.
    package static let lifetime = Duration.seconds(86_400)
    /// Longer than any handler works after its effect: 30 s of waiting for a run, and the rest.
    private static let longestHandling = Duration.seconds(60)
    /// In bytes; a larger answer counts as lost. The largest is a run with all that its steps have put out.
    private static let largestAnswer = 8 << 20

    private let database: Database
    private let vault: Vault
    /// Names this host among those alive at the same time.
    private let host: String
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let running = Mutex<[RepeatableRequest.Name: [UInt8]]>([:])

    package init(database: Database, vault: Vault, host: String = "local", now: @escaping @Sendable () -> Timestamp = { .now }, logger: Logger) {
        self.database = database
        self.vault = vault
        self.host = host
        self.now = now
        self.logger = logger
    }
}

extension IdempotencyRecords {
    /// Runs the body while no other request of this name runs on this host.
    func exclusively<Answer>(_ request: RepeatableRequest, _ body: () async throws -> Answer) async throws -> Answer {
        let other = running.withLock { running in
            let other = running[request.name]
            if other == nil { running[request.name] = request.fingerprint }
            return other
        }
        if let other { throw other == request.fingerprint ? Problem.stillRunning : .keyReused }
        defer { running.withLock { $0[request.name] = nil } }
        return try await body()
    }

    /// The stored answer; nil when the request is new. Throws a ``Problem`` where the key was used for another request, or
    /// the effect is there and its answer is not.
    func answer(to request: RepeatableRequest) async throws -> StoredAnswer? {
        let row = try await database.read { [now] transaction in
            try transaction.first(
                IdempotencyStatement.find, .text(request.name.principal), .text(request.name.route), .text(request.name.key), .time(now()))
        }
        guard let row else { return nil }
        guard try row.blob(0) == request.fingerprint else { throw Problem.keyReused }
        guard let sealed = try row.optionalBlob(3) else {
            let isHeldByAnother = try row.text(5) != host && row.time(6) > now()
            throw isHeldByAnother ? Problem.stillRunning : .answerLost(subject: try row.optionalText(2))
        }
        let key: DataKeyID = try row.id(4)
        let bytes = try await vault.dataKey(key).open(sealed, request.name.sealedRow)
        guard let answer = StoredAnswer(bytes: bytes) else { throw VaultError.damaged }
        return answer
    }

    /// Stores that the request has its effect, in the transaction of that.
    func notePerformed(_ request: RepeatableRequest, subject: String?, in transaction: WriteTransaction) throws {
        let now = now()
        let stored = try transaction.execute(
            IdempotencyStatement.perform, .text(request.name.principal), .text(request.name.route), .text(request.name.key),
            .blob(request.fingerprint), .optional(subject), .text(host), .time(now + Self.longestHandling), .time(now),
            .time(now + Self.lifetime))
        guard stored == 1 else { throw Problem.stillRunning }
    }

    /// Stores the answer, for repeats. What cannot be stored is logged: the effect is there, and its maker gets the answer.
    func keep(_ answer: StoredAnswer, to request: RepeatableRequest) async {
        do {
            guard answer.body.count <= Self.largestAnswer else { return }
            let key = if let workspace = request.workspace { try await vault.dataKey(for: workspace) } else { vault.installationKey }
            let sealed = key.seal(answer.bytes, request.name.sealedRow)
            try await database.commit { transaction in
                try transaction.execute(
                    IdempotencyStatement.answer, .text(request.name.principal), .text(request.name.route), .text(request.name.key),
                    .blob(sealed), .id(key.id))
            }
        } catch {
            logger.error("an answer was not stored for repeats", metadata: ["route": .string(request.name.route), "error": "\(error)"])
        }
    }
}

extension IdempotencyRecords: Service {
    /// Takes away what has expired, every ten minutes.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await self.prune()
                } catch is CancellationError {
                } catch {
                    self.logger.error("expired answers could not be removed", metadata: ["error": "\(error)"])
                }
            } while (try? await Task.sleep(for: .seconds(600))) != nil
        }
    }

    /// Some at a time, so that nobody waits long for the writer.
    package func prune() async throws {
        let batch: Int64 = 500
        while try await database.write({ [now] in try $0.execute(IdempotencyStatement.prune, .time(now()), .integer(batch)) }) == Int(batch) {}
    }
}

extension RepeatableRequest.Name {
    fileprivate var sealedRow: SealedRow {
        SealedRow(table: "idempotency_records", row: "\(principal)/\(route)/\(key)", column: "answer_sealed")
    }
}

extension Problem {
    static let stillRunning = Problem(
        .conflict, .requestInProgress, "A request with this Idempotency-Key is still being served. Ask again in a moment.",
        headers: [.retryAfter: "1"])

    static let keyReused = Problem(
        .unprocessableContent, .idempotencyKeyReused,
        "This Idempotency-Key was used for another request to this route. Take a new key for a new request, or repeat the old one unchanged.")

    static func answerLost(subject: String?) -> Problem {
        Problem(
            .conflict, .answerLost,
            "The request with this Idempotency-Key was carried out, and its answer was lost when the host ended. It is not done again: look at "
                + (subject.map { "\($0) for what it did." } ?? "what it was to change."),
            extensions: subject.map { ["subject": .string($0)] } ?? [:])
    }
}

extension Problem.Code {
    static let answerLost = Self(rawValue: "answer-lost")
    static let idempotencyKeyReused = Self(rawValue: "idempotency-key-reused")
    static let requestInProgress = Self(rawValue: "request-in-progress")
}
