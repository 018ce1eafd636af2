import Engine
import Model
import Synchronization

extension ConnectorAvailability {
    /// Every connector takes calls, always.
    static let all = ConnectorAvailability(isAvailable: { _ in true }, follow: { _ in })
}

/// Connectors that a test takes away and gives back.
final class ConnectorSwitch: Sendable {
    private struct State {
        var away: Set<String>
        var followers: [AsyncStream<Void>.Continuation] = []
    }

    private let state: Mutex<State>

    init(away: Set<String> = []) {
        state = Mutex(State(away: away))
    }

    func isAvailable(_ connector: String) -> Bool { state.withLock { !$0.away.contains(connector) } }

    func take(_ connector: String) { state.withLock { _ = $0.away.insert(connector) } }

    /// - Parameter silently: Nobody is told.
    func giveBack(_ connector: String, silently: Bool = false) {
        let followers = state.withLock { state in
            state.away.remove(connector)
            return silently ? [] : state.followers
        }
        for follower in followers { follower.yield() }
    }

    var availability: ConnectorAvailability {
        ConnectorAvailability(isAvailable: isAvailable) { changed in
            let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            self.state.withLock { $0.followers.append(continuation) }
            changed()
            for await _ in stream { changed() }
        }
    }

    /// Performs nothing for a connector that is away.
    func performer(_ answer: @escaping @Sendable (StepCall) async -> AttemptReport) -> ActionPerformer {
        ActionPerformer { call in
            guard self.isAvailable(call.step.connector) else {
                return AttemptReport(.failure(CallFailure(.connectorUnavailable, "The connector \(call.step.connector) is away.")))
            }
            return await answer(call)
        }
    }
}
