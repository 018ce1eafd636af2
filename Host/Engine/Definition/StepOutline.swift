import PatchbayJSON

/// A step of a document that may be wrong elsewhere: what can be told of the step itself need not wait until all else is right.
struct StepOutline {
    let step: StepDefinition
    let pointer: StepPointer

    /// Those whose action and input can be read, in the order of the document.
    static func all(in document: JSON) -> [StepOutline] {
        (document["steps"]?.array ?? []).prefix(WorkflowDefinition.maximumSteps).enumerated().compactMap { position, value in
            StepDraft.parse(value, position: position).outline.map { StepOutline(step: $0, pointer: StepPointer(position, in: document)) }
        }
    }
}
