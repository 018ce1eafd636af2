import Model
import PatchbayJSON
import PluginHost

/// How a call of the checker ended, judged by the contract.
enum CallEnding: Sendable {
    /// An answer that fits the operation's schema.
    case answered(JSON)
    /// An error document that fits its schema.
    case failed(PluginError)
    /// An answer or an error that breaks its schema; the phrase follows "It".
    case malformed(String)
    /// It ended because the host cancelled it, and its worker lives on.
    case interrupted
    /// It did not end in time, nor when it was asked to.
    case held
    /// The worker is gone; the sentence says how.
    case gone(String)
}

/// An error document, read.
struct PluginError: Sendable {
    let `class`: CallFailure.Class
    let message: String
    let retryAfter: Duration?
}

extension BenchWorker {
    /// Runs a call and judges how it ends.
    func end(
        _ operation: PluginOperation, _ document: [UInt8], within timeout: Duration, _ services: any CallServices
    ) async -> CallEnding {
        let call = PluginCall(operation, input: document, timeout: timeout, workspace: WorkspaceID(), trace: .new(), services: services)
        switch await run(call) {
        case .answered(.ok, let answer): return CallEnding(answer: answer, to: operation)
        case .answered(.failed, let error): return CallEnding(error: error)
        case .answered(.cancelled, _): return .malformed("says that it was cancelled, and nobody cancelled it")
        case .failed, .notTaken:
            if isServing { return .interrupted }
            // The worker of a call that was given up is retired, and has no end of its own yet.
            return end.map(CallEnding.gone) ?? .held
        }
    }
}

extension CallEnding {
    fileprivate init(answer: [UInt8], to operation: PluginOperation) {
        do throws(JSONError) {
            let json = try JSON.parse(answer)
            if let violation = BoundarySchema.violations(of: json, "\(operation.rawValue).output").first {
                self = .malformed("answers what is no answer to \(operation.rawValue). \(violation)")
            } else {
                self = .answered(json)
            }
        } catch {
            self = .malformed("answers what is not JSON. \(error)")
        }
    }

    fileprivate init(error: [UInt8]) {
        do throws(JSONError) {
            let json = try JSON.parse(error)
            if let violation = BoundarySchema.violations(of: json, "error").first {
                self = .malformed("fails with what is no error document. \(violation)")
            } else {
                self = .failed(PluginError(
                    class: json["class"]?.string.flatMap(CallFailure.Class.init) ?? .bug, message: json["message"]?.string ?? "",
                    retryAfter: json["retry_after_ms"]?.int64.map { .milliseconds($0) }))
            }
        } catch {
            self = .malformed("fails with an error that is not JSON. \(error)")
        }
    }

    /// What is wrong whatever was asked: no end, no worker, no document; nil when there is nothing of the kind.
    var fault: String? {
        switch self {
        case .answered, .failed: nil
        case .malformed(let phrase): "It \(phrase)"
        case .interrupted: "It did not answer in time; it did when it was cancelled. Complete every call, on every path."
        case .held: "It did not answer in time, nor when it was cancelled. Complete every call, on every path."
        case .gone(let sentence): sentence
        }
    }
}
