import Model
package import PatchbayJSON
package import PluginHost

/// Holds a workflow document against the connectors that are installed now.
///
/// What it finds are warnings: a connector may be installed after the workflow is saved, and runs of a step whose connector is
/// missing wait for it. Values that expressions will bring are not known yet and not checked.
package struct CatalogueCheck: Sendable {
    private let manifest: @Sendable (String) -> Manifest?
    private let names: @Sendable () -> [String]

    package init(_ plugins: PluginHost) {
        manifest = { plugins.connector($0)?.manifest }
        names = { plugins.connectors.map(\.id) }
    }

    package init(_ manifests: [Manifest]) {
        manifest = { name in manifests.first { $0.id == name || $0.aliases.contains(name) } }
        names = { manifests.map(\.id) }
    }

    /// Also for a document that ``WorkflowStore/validate(_:)`` refuses, as far as its steps can be read.
    package func findings(in document: JSON) -> [DefinitionIssue] {
        findings(StepOutline.all(in: document))
    }

    func findings(_ outlines: [StepOutline]) -> [DefinitionIssue] {
        let outputs = OutputCheck(outlines.map(\.step), manifest: manifest)
        return outlines.flatMap { findings($0.step, at: $0.pointer) + outputs.findings(in: $0.step.input, at: $0.pointer.input) }
    }

    private func findings(_ step: StepDefinition, at pointer: StepPointer) -> [DefinitionIssue] {
        guard let manifest = manifest(step.connector) else {
            let hint = NearestName.hint(for: step.connector, among: names())
            return [DefinitionIssue(pointer.step, "There is no connector '\(step.connector)' here\(hint)")]
        }
        return StepCheck(manifest).obstacles(to: step).map { DefinitionIssue($0.place(at: pointer), $0.message) }
    }
}
