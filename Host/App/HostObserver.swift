package import Engine

/// What an embedder of a host wants to be told; the host does not wait for it.
package struct HostObserver: Sendable {
    /// The server takes requests at this address.
    package var serving: @Sendable (ListenAddress) -> Void = { _ in }
    /// An attempt at an action has ended.
    package var attempt: (@Sendable (StepCall, AttemptReport) -> Void)?

    package init() {}
}

extension ActionPerformer {
    /// The same, telling of every attempt.
    func observed(by observer: HostObserver) -> ActionPerformer {
        guard let tell = observer.attempt else { return self }
        return ActionPerformer { [perform] call in
            let report = await perform(call)
            tell(call, report)
            return report
        }
    }
}
