import Identity

/// How often one address may call a route that asks for no key, or not of everybody.
enum GuestRule: Sendable {
    /// The ways in: log-in, registration and the like.
    case entrance
    /// What monitors, load balancers and readers of published keys ask.
    case monitor
    /// Webhooks: providers send for many workspaces from few addresses. What they start counts against the plan.
    case unlimited

    /// nil for a route that always wants to know who calls.
    init?(_ route: Route, _ requirement: Requirement) {
        guard requirement == .anyone || requirement == .guest else { return nil }
        if route.path.hasPrefix("/api/") {
            self = .entrance
        } else {
            self = route.tag == "Webhooks" ? .unlimited : .monitor
        }
    }

    /// In a minute, where entrances have `rate`.
    func limit(rate: Int64) -> Int64? {
        switch self {
        case .entrance: rate
        case .monitor: rate * 10
        case .unlimited: nil
        }
    }
}
