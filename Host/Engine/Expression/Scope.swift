package import PatchbayJSON

/// What the expressions of one step may see.
package struct Scope: Sendable {
    package var trigger: JSON
    /// By step id; only steps that have ended.
    package var steps: JSONObject
    package var run: JSON
    package var workspace: JSON

    package init(trigger: JSON, steps: JSONObject = [:], run: JSON = [:], workspace: JSON = [:]) {
        self.trigger = trigger
        self.steps = steps
        self.run = run
        self.workspace = workspace
    }

    func value(of root: Expression.Root) -> JSON? {
        switch root {
        case .trigger: trigger
        case .steps: .object(steps)
        case .run: run
        case .workspace: workspace
        case .item: nil
        }
    }
}
