package import Model
import PatchbayJSON

/// A step of an enabled workflow that its connector will refuse.
package struct AffectedStep: Sendable, Hashable {
    package let workflow: WorkflowID
    /// The workflow's.
    package let name: String
    package let step: String
    /// JSON pointer into the workflow's document.
    package let path: String
    /// A sentence that names the change where one is to blame.
    package let message: String
}

extension AffectedStep {
    static func all(of found: WorkflowDocument, using names: Set<String>, _ check: UpgradeCheck) -> [AffectedStep] {
        guard let definition = try? WorkflowDefinition.parse(found.document) else { return [] }
        return definition.steps.enumerated().filter { names.contains($0.element.connector) }.flatMap { position, step in
            let pointer = StepPointer(position, in: found.document)
            return check.findings(about: step).map { finding in
                AffectedStep(
                    workflow: found.workflow.id, name: found.workflow.name, step: step.id,
                    path: finding.obstacle.place(at: pointer), message: finding.message)
            }
        }
    }
}
