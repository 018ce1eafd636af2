package import Model

/// How a call ended.
package enum CallOutcome: Sendable {
    case answered(CallStatus, [UInt8])
    case failed(CallFailure)
    /// The runtime was retired before the plugin saw the call: its successor may take it.
    case notTaken
}
