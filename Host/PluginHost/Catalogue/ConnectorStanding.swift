/// Whether a connector takes calls, and if not, why.
package enum ConnectorStanding: Sendable {
    case available(Connector)
    case unavailable(ConnectorUnavailability)
}

/// Why a connector takes no calls.
package enum ConnectorUnavailability: Hashable, Sendable {
    /// There is no plugin of that name.
    case missing
    /// Its plugin is being started for the first time.
    case starting
    /// The admin's policy says so.
    case disabled
    /// Its file, manifest or policy is at fault; the sentence says what to do.
    case refused(String)
    /// Its build asks for more than was approved; the sentence says for what.
    case held(String)
    /// It crashed too often; the sentence says how.
    case quarantined(String)
}

extension ConnectorUnavailability: CustomStringConvertible {
    /// A sentence for a person.
    package var description: String {
        switch self {
        case .missing: "There is no such plugin in the plugins folder."
        case .starting: "Its plugin is being started: try again in a moment."
        case .disabled: "The admin has disabled it."
        case .refused(let sentence), .held(let sentence): sentence
        case .quarantined(let reason): "It is in quarantine. \(reason)"
        }
    }
}

extension ConnectorStanding: Equatable {
    /// Equal while the same build serves under the same policy, or the same reason keeps it from serving.
    package static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.available(let left), .available(let right)): left.isSame(as: right)
        case (.unavailable(let left), .unavailable(let right)): left == right
        default: false
        }
    }
}
