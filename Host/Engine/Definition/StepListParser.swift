import PatchbayJSON

/// Reads `steps`, then checks what only the whole list can tell: unique ids, dependencies, what expressions name.
enum StepListParser {
    static func parse(_ reader: inout ObjectReader) -> (steps: [StepDefinition], dependencies: [[Int]])? {
        guard let value = reader.value("steps") else {
            if reader.object["nodes"] == nil { reader.refuse("steps", "A workflow needs 'steps'.") }
            return nil
        }
        guard case .array(let elements) = value, (1...WorkflowDefinition.maximumSteps).contains(elements.count) else {
            reader.refuse("steps", "'steps' must be a list of 1 to \(WorkflowDefinition.maximumSteps) steps.")
            return nil
        }
        let drafts = elements.enumerated().map { StepDraft.parse($1, position: $0) }
        let graph = StepGraph.build(drafts)
        let found = drafts.flatMap(\.issues) + duplicateIDs(drafts) + graph.issues
        reader.add(found.sortedByStep)
        let steps = drafts.compactMap(\.step)
        guard found.isEmpty, steps.count == drafts.count else { return nil }
        let references = StepReferences.check(drafts, graph)
        reader.add(references)
        return references.isEmpty ? (steps, graph.dependencies) : nil
    }

    private static func duplicateIDs(_ drafts: [StepDraft]) -> [DefinitionIssue] {
        var first: [String: Int] = [:]
        return drafts.enumerated().compactMap { position, draft in
            guard let earlier = first.updateValue(first[draft.id] ?? position, forKey: draft.id) else { return nil }
            return DefinitionIssue("/steps/\(position)/id", "Step \(earlier + 1) already has the id '\(draft.id)'.")
        }
    }
}

extension [DefinitionIssue] {
    /// Issues of one step together, steps in their order.
    fileprivate var sortedByStep: [DefinitionIssue] {
        let keyed = enumerated().map { (step: Int($1.pointer.split(separator: "/").dropFirst().first ?? "") ?? 0, order: $0, issue: $1) }
        return keyed.sorted { ($0.step, $0.order) < ($1.step, $1.order) }.map(\.issue)
    }
}
