package import Logging
internal import Model
internal import ServiceLifecycle
internal import Synchronization

/// Sends mail: at once for who needs to know how it went, or one after the other in the background, driven by ``run()``.
package final class Mailer: Service {
    package enum Delivery: Sendable {
        case server(MailServer)
        /// Into the log, links and all: for development.
        case log
        case none
    }

    /// Writes a mail when its turn comes; nil: there is nothing to send after all.
    package typealias Writing = @Sendable () async throws -> Mail?

    private static let queueLimit = 100
    /// Mails that are sent at once at the same time, each on a thread of its own.
    private static let concurrencyLimit = 8

    private let delivery: Delivery
    private let logger: Logger
    private let letters: AsyncStream<Writing>
    private let letterbox: AsyncStream<Writing>.Continuation
    private let underWay = Mutex(0)

    package init(delivery: Delivery, logger: Logger) {
        self.delivery = delivery
        self.logger = logger
        (letters, letterbox) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.queueLimit))
    }

    /// Whether mail can leave at all.
    package var isSetUp: Bool {
        if case .none = delivery { false } else { true }
    }

    /// Sends a mail, and answers when the server has taken it.
    package func send(_ mail: Mail) async throws(MailError) {
        switch delivery {
        case .none: throw .notSetUp
        case .log: logger.notice("mail", metadata: ["to": "\(mail.to)", "subject": "\(mail.subject)", "text": "\(mail.text)"])
        case .server(let server):
            guard enter() else { throw .busy }
            defer { underWay.withLock { $0 -= 1 } }
            if let error = await SMTPTransfer.perform(mail, by: server) { throw error }
        }
    }

    /// Has a mail written and sent in the background. What goes wrong is logged: nobody waits for it, so how long it takes tells nobody
    /// whether there was anything to send.
    package func post(_ write: @escaping Writing) throws(MailError) {
        guard isSetUp else { throw .notSetUp }
        guard case .enqueued = letterbox.yield(write) else { throw .busy }
    }

    /// Sends what is posted until it is told to stop; what waits then is dropped and counted in the log.
    package func run() async {
        await withGracefulShutdownHandler {
            var dropped = 0
            for await write in letters {
                if Task.isShuttingDownGracefully || Task.isCancelled { dropped += 1 } else { await deliver(write) }
            }
            if dropped > 0 { logger.warning("mails not sent as the host stops", metadata: ["mails": "\(dropped)"]) }
        } onGracefulShutdown: {
            self.letterbox.finish()
        }
    }

    private func deliver(_ write: Writing) async {
        do {
            if let mail = try await write() { try await send(mail) }
        } catch {
            logger.error("mail not sent", metadata: ["error": "\(error)"])
        }
    }

    private func enter() -> Bool {
        underWay.withLock { count in
            guard count < Self.concurrencyLimit else { return false }
            count += 1
            return true
        }
    }
}
