import PatchbayJSON

/// Finds schemas that apply themselves to the same value again, such as `{"$ref": "#"}`: a check would never end.
struct SchemaLoops {
    private enum State { case new, open, done }

    private let nodes: [SchemaNode]
    private var states: [State]

    static func check(_ nodes: [SchemaNode], pointers: [Int: JSONPointer]) throws(SchemaError) {
        let reason = "applies itself to the same value without end"
        var loops = SchemaLoops(nodes: nodes, states: Array(repeating: .new, count: nodes.count))
        for index in nodes.indices {
            guard let loop = loops.find(from: index) else { continue }
            throw SchemaError(pointer: pointers[loop] ?? JSONPointer(), keyword: nil, reason: reason)
        }
    }

    /// Depth first with a stack of our own; returns a schema that is reached from itself.
    private mutating func find(from root: Int) -> Int? {
        var path: [(index: Int, rest: [Int])] = []
        func enter(_ index: Int) { path.append((index, nodes[index].inPlaceSchemas)) }
        guard states[root] == .new else { return nil }
        states[root] = .open
        enter(root)
        while let last = path.indices.last {
            guard let next = path[last].rest.popLast() else {
                states[path[last].index] = .done
                path.removeLast()
                continue
            }
            switch states[next] {
            case .open: return next
            case .done: break
            case .new:
                states[next] = .open
                enter(next)
            }
        }
        return nil
    }
}

extension SchemaNode {
    /// The schemas that this one applies to the same value.
    fileprivate var inPlaceSchemas: [Int] {
        let dependent = object?.value.dependentSchemas.map(\.schema) ?? []
        guard let rules = inPlace?.value else { return dependent }
        let single = [rules.reference, rules.not, rules.condition, rules.then, rules.otherwise].compactMap { $0 }
        return dependent + single + rules.allOf + rules.anyOf + rules.oneOf
    }
}
