import PluginHost

/// Holds a step against the build of its connector that serves now, and says what an earlier build did not mind.
struct UpgradeCheck {
    let current: Manifest
    /// Newest first.
    let earlier: [Manifest]

    /// One thing in the way of a step.
    struct Finding {
        let obstacle: StepObstacle
        /// Names the change where a build is known that did not mind.
        let change: String?

        var message: String { change ?? obstacle.message }
    }

    func findings(about step: StepDefinition) -> [Finding] {
        StepCheck(current).obstacles(to: step).map { obstacle in
            let last = earlier.first { manifest in
                manifest.action(step.action)?.disabledReason == nil && manifest.action(step.action) != nil
                    && !StepCheck(manifest).obstacles(to: step).contains { $0.kind == obstacle.kind }
            }
            return Finding(obstacle: obstacle, change: last.map { sentence(about: obstacle, step, since: $0) })
        }
    }

    private func sentence(about obstacle: StepObstacle, _ step: StepDefinition, since last: Manifest) -> String {
        let (new, old) = ("\(current.id) \(current.version)", "\(last.version)")
        switch obstacle.kind {
        case .noAction:
            return "\(new) has no action '\(step.action)', which \(step.id) uses; \(old) had it."
        case .disabled:
            return "\(obstacle.message) It could run in \(old); \(step.id) uses it."
        case .missing(let field):
            let action = last.action(step.action)
            let before = action?.input.fields.contains { $0.id == field } == true ? "it was optional in \(old)" : "\(old) did not have it"
            return "The action \(step.action) of \(new) needs '\(field)', which \(step.id) does not give; \(before)."
        case .value:
            return "\(obstacle.message) That is new in \(new); \(step.id) fitted \(old)."
        }
    }
}
