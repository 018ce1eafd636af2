import Model

/// The failures that the runtimes themselves answer with.
extension CallFailure {
    static func cancelled(_ cause: CallDeadline.Cause) -> CallFailure {
        switch cause {
        case .deadline: CallFailure(.retry, "The plugin did not answer in time.")
        case .caller: CallFailure(.retry, "The call was cancelled.")
        }
    }

    static let busy = CallFailure(.retry, "The plugin is busy, too many calls wait for it: try again later, or raise concurrency in its policy.", retryAfter: .seconds(1))
    static let stopping = CallFailure(.retry, "Patchbay is shutting down: try again when it is back.")
    static let replaced = CallFailure(.retry, "The plugin was just replaced: try again.")
    static let changing = CallFailure(.retry, "The plugin's file is being replaced: try again in a moment.", retryAfter: .seconds(1))
    static let waitedTooLong = CallFailure(.retry, "The plugin was busy until the call's time was up: try again later, or raise concurrency in its policy.")
    static let documentTooLarge = CallFailure(.invalidInput, "The input is larger than 16 MiB: send less at a time.")
}
