import Model
import PatchbayJSON

/// Checks that expressions name only what will exist: a step that ends before this one, a root that has a meaning here.
enum StepReferences {
    static func check(_ drafts: [StepDraft], _ graph: StepGraph) -> [DefinitionIssue] {
        let ids = drafts.map(\.id)
        return drafts.enumerated().flatMap { position, draft in
            let earlier = graph.ancestors(of: position)
            let expressions = draft.step?.input.expressions(at: "/steps/\(position)/\(draft.inputKey)") ?? []
            return expressions.compactMap { pointer, expression in
                sentence(expression, ids: ids, earlier: earlier).map { DefinitionIssue(pointer, $0) }
            }
        }
    }

    private static func sentence(_ expression: SourcedExpression, ids: [String], earlier: Set<Int>) -> String? {
        guard let path = expression.expression.path else { return nil }
        switch path.root {
        case .item:
            return "'item' exists only in a for-each step, which is not supported yet; a field of the trigger called item is trigger.body.item."
        case .steps:
            guard case .name(let name)? = path.components.first else { return nil }
            guard let target = ids.firstIndex(of: name) else {
                return "There is no step '\(name)'" + NearestName.hint(for: name, among: ids)
            }
            return earlier.contains(target) ? nil : "Step '\(name)' does not end before this one starts; add it to 'depends_on'."
        case .trigger, .run, .workspace:
            return nil
        }
    }
}
