package import Model

extension PluginEntry {
    /// What became of it, in one word: `serving`, `quarantined`, …
    package var stateName: String {
        switch (state, runtime) {
        case (.serving, .quarantined): "quarantined"
        case (.serving, _): "serving"
        case (.starting, _): "starting"
        case (.held, _): "held"
        case (.refused, _): "refused"
        case (.disabled, _): "disabled"
        }
    }

    /// Why it takes no calls, and what to do.
    package var reason: String? {
        switch (state, runtime) {
        case (.refused(let reason), _), (.held(let reason), _): reason
        case (.disabled, _): "\(id).json says so."
        case (.serving, .quarantined(let reason, _)): reason
        case (.serving, _), (.starting, _): nil
        }
    }

    package var quarantineEnd: Timestamp? {
        guard case .quarantined(_, let until) = runtime else { return nil }
        return .now + (until - .now)
    }
}
