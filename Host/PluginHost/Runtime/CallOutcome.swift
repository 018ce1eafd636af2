import Model

/// How a call ended.
enum CallOutcome: Sendable {
    case answered(CallStatus, [UInt8])
    case failed(CallFailure)
}
