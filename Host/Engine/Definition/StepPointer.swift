import PatchbayJSON

/// Where a step and its input stand in a workflow's document, as JSON pointers.
struct StepPointer {
    let step: String
    let input: String

    init(_ position: Int, in document: JSON) {
        step = "/steps/\(position)"
        input = step + (document["steps"]?[position]?["config"] == nil ? "/input" : "/config")
    }
}
