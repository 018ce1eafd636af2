import Connections
import Egress
import Engine
import HTTPTypes
import Hummingbird
import Identity
import Logging
import Model
import PatchbayJSON
import Storage
import Triggers

extension Problem {
    /// The one place where the errors of all targets become answers. What nobody foresaw is logged and told without details.
    init(_ error: any Error, logger: Logger) {
        switch error {
        case let problem as Problem: self = problem
        case let error as WorkflowError: self = Problem(error)
        case let error as RunError: self = Problem(error)
        case let error as WebhookError: self = Problem(error)
        case let error as ConnectionError: self = Problem(error)
        case let error as WorkspaceError: self = Problem(error)
        case let error as MemberError: self = Problem(error)
        case let error as InvitationError: self = Problem(error)
        case let error as APIKeyError: self = Problem(error)
        case let error as WebhookSecretError: self = Problem(error)
        case let error as QuotaExceeded: self = Problem(error)
        case let error as PlanError: self = Problem(error)
        case let error as CallFailure: self = Problem(error)
        case let error as AccountError: self = Problem(error)
        case let error as MailError: self = Problem(error)
        case let error as StorageError: self = Problem(error, logger: logger)
        case let error as any HTTPResponseError: self = Problem(status: error.status)
        case is CancellationError: self = Problem(.serviceUnavailable, .unavailable, "The host is stopping. Try again in a moment.")
        default:
            logger.error("request failed", metadata: ["error": "\(error)"])
            self = .unforeseen
        }
    }

    private static let unforeseen = Problem(
        .internalServerError, .internalError, "Something went wrong that should not have. The log lines of trace_id tell more.")

    private init(_ error: WorkflowError) {
        switch error {
        case .notFound: self.init(.notFound, .notFound, "\(error)")
        case .invalid(let definition):
            self = .invalid(definition.issues.map { Fault(pointer: $0.pointer, message: $0.message) })
        case .versionConflict: self.init(.preconditionFailed, .preconditionFailed, "\(error)")
        case .pathTaken: self.init(.conflict, .conflict, "\(error)")
        }
    }

    private init(_ error: ConnectionError) {
        switch error {
        case .notFound, .noWorkspace: self.init(.notFound, .notFound, "\(error)")
        case .connectorUnavailable, .unknownScheme, .schemeUnavailable: self.init(.unprocessableContent, .invalidInput, "\(error)")
        case .invalid(let faults): self = .invalid(faults.map { Fault(pointer: $0.pointer, message: $0.message) })
        case .inUse(let workflows):
            self.init(.conflict, .conflict, "\(error)", extensions: ["workflows": .array(workflows.map(JSON.string))])
        case .changedMeanwhile: self.init(.conflict, .conflict, "\(error)")
        }
    }

    private init(_ error: RunError) {
        switch error {
        case .notFound: self.init(.notFound, .notFound, "\(error)")
        case .alreadyEnded, .notFailed: self.init(.conflict, .conflict, "\(error)")
        case .inputTooLarge: self.init(.contentTooLarge, .tooLarge, "\(error)")
        }
    }

    private init(_ error: WebhookError) {
        switch error {
        case .notFound: self.init(.notFound, .notFound, "\(error)")
        case .bodyTooLarge: self.init(.contentTooLarge, .tooLarge, "\(error)")
        }
    }

    private init(_ failure: CallFailure) {
        switch failure.class {
        case .invalidInput: self.init(.unprocessableContent, .invalidInput, failure.message)
        case .retry, .rateLimited, .connectorUnavailable: self.init(.serviceUnavailable, .unavailable, failure.message)
        case .reauthorize, .permanent, .bug: self.init(.badGateway, .unavailable, failure.message)
        }
    }

    private init(_ error: StorageError, logger: Logger) {
        switch error {
        case .diskFull: self.init(.init(code: 507, reasonPhrase: "Insufficient Storage"), .storageFull, "\(error)")
        case .busy, .readTooLong: self.init(.serviceUnavailable, .unavailable, "\(error)", headers: [.retryAfter: "1"])
        case .invalidText: self.init(.unprocessableContent, .invalidInput, "\(error)")
        case .constraint(.unique, _): self.init(.conflict, .conflict, "This already exists.")
        default:
            logger.error("storage failed", metadata: ["error": "\(error)"])
            self = .unforeseen
        }
    }

    /// What the HTTP server itself refuses.
    private init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self.init(.notFound, .notFound, "There is nothing at this path. GET /openapi.json lists what there is.")
        case .contentTooLarge: self.init(.contentTooLarge, .tooLarge, "The request is too large.")
        default: self.init(status, .badRequest, "The request cannot be served.")
        }
    }
}
