import Model

/// Which step waits for which.
struct StepGraph {
    /// By position; each list without repetition.
    var dependencies: [[Int]]
    var issues: [DefinitionIssue] = []

    /// In a document without any `depends_on` steps run in listed order; otherwise each runs when its dependencies have ended.
    static func build(_ drafts: [StepDraft]) -> StepGraph {
        guard drafts.contains(where: { $0.dependsOn != nil }) else {
            return StepGraph(dependencies: drafts.indices.map { $0 == 0 ? [] : [$0 - 1] })
        }
        var graph = StepGraph(dependencies: drafts.map { _ in [] })
        let ids = drafts.map(\.id)
        for (position, draft) in drafts.enumerated() {
            for (index, name) in (draft.dependsOn ?? []).enumerated() {
                guard let target = ids.firstIndex(of: name) else {
                    graph.issues.append(DefinitionIssue(
                        "/steps/\(position)/depends_on/\(index)",
                        "There is no step '\(name)'" + NearestName.hint(for: name, among: ids)))
                    continue
                }
                if !graph.dependencies[position].contains(target) { graph.dependencies[position].append(target) }
            }
        }
        if let cycle = graph.firstCycle() {
            let names = (cycle + [cycle[0]]).map { "'\(ids[$0])'" }.joined(separator: " → ")
            graph.issues.append(DefinitionIssue("/steps/\(cycle[0])/depends_on", "These steps wait for each other: \(names)."))
        }
        return graph
    }

    /// Every step that has surely ended when `step` starts. Only for graphs without a cycle.
    func ancestors(of step: Int) -> Set<Int> {
        var found: Set<Int> = []
        var pending = dependencies[step]
        while let next = pending.popLast() {
            if found.insert(next).inserted { pending += dependencies[next] }
        }
        return found
    }

    /// The steps of one cycle, each waiting for the next.
    private func firstCycle() -> [Int]? {
        enum Mark { case new, open, done }
        var marks = dependencies.map { _ in Mark.new }
        var path: [Int] = []
        func visit(_ step: Int) -> [Int]? {
            marks[step] = .open
            path.append(step)
            for next in dependencies[step] {
                if marks[next] == .open { return Array(path.drop { $0 != next }) }
                if marks[next] == .new, let cycle = visit(next) { return cycle }
            }
            marks[step] = .done
            path.removeLast()
            return nil
        }
        for step in dependencies.indices where marks[step] == .new {
            if let cycle = visit(step) { return cycle }
        }
        return nil
    }
}
