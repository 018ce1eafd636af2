import Model

/// What is told of an attempt whose end the machine decided rather than the plugin.
enum SettledOutcome {
    /// nil: what was reported stands.
    static func of(_ state: AttemptState, isFinal: Bool, wasSent: Bool, reported: AttemptReport.Outcome?) -> AttemptReport.Outcome? {
        switch (state, reported) {
        case (.inDoubt, .failure(let failure)): .inDoubt(noAnswer + " " + failure.message)
        case (.cancelled, _): .cancelled(wasSent ? cancelledLate : "The run was cancelled.")
        case (.inDoubt, _): .inDoubt(hostEnded)
        case (.failed, nil): .failure(CallFailure(.bug, "The host ended \(RunMachine.maximumLosses) times while this step ran; it is not tried again."))
        case (.failed, .failure(let failure)) where failure.class == .connectorUnavailable && isFinal:
            .failure(CallFailure(failure.class, failure.message + " " + stayedAway))
        default: nil
        }
    }

    private static let stayedAway =
        "The run waited for it as long as it may, and was given up; retry the run once the connector is back."
    private static let cancelledLate =
        "The run was cancelled after a request was sent that is not safe to repeat; it may have taken effect."
    private static let noAnswer =
        "Whether the action took effect is not known: a request that is not safe to repeat was sent and the attempt then failed."
    private static let hostEnded =
        "Whether the action took effect is not known: the host ended after a request was sent that is not safe to repeat. "
        + "Look at the provider, then run it again if needed; 'in_doubt': 'retry' in the step lets the engine do so."
}
