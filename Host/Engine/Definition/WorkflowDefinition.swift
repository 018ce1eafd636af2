/// A workflow as its document says it, checked: what ``RunMachine`` and the executor work from.
package struct WorkflowDefinition: Sendable, Hashable {
    package let name: String
    package let description: String?
    package let trigger: Trigger
    /// In the order of the document. Never empty, ids unique.
    package let steps: [StepDefinition]
    /// For each step the positions of the steps that must end before it starts. Free of cycles.
    package let dependencies: [[Int]]

    package enum Trigger: Sendable, Hashable {
        /// Started over the API only.
        case manual
        /// `POST /webhooks/{workspace}/{path}`; the path has no slash at either end.
        case webhook(path: String)
    }

    package func position(of step: String) -> Int? {
        steps.firstIndex { $0.id == step }
    }

    /// The webhook path, nil for a manual workflow.
    package var webhookPath: String? {
        if case .webhook(let path) = trigger { path } else { nil }
    }
}
