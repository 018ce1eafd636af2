import PatchbayJSON

/// Turns a schema document into nodes, each place of it once however often it is referred to.
struct SchemaCompiler {
    let document: JSON
    private var nodes: [SchemaNode] = []
    /// The node of each place that has been reached.
    private var indices: [JSONPointer: Int] = [:]
    /// Places reached whose content is not compiled yet; so deep documents and chains of references need no stack.
    private var pending: [(pointer: JSONPointer, index: Int)] = []

    static let dialect = "https://json-schema.org/draft/2020-12/schema"

    init(_ document: JSON) {
        self.document = document
    }

    mutating func compile() throws(SchemaError) -> [SchemaNode] {
        _ = index(at: JSONPointer())
        while let next = pending.popLast() {
            nodes[next.index] = try node(at: next.pointer)
        }
        try SchemaLoops.check(nodes, pointers: Dictionary(uniqueKeysWithValues: indices.map { ($0.value, $0.key) }))
        return nodes
    }

    /// The node of the schema at `pointer`, to be filled in later.
    mutating func index(at pointer: JSONPointer) -> Int {
        if let index = indices[pointer] { return index }
        nodes.append(SchemaNode())
        indices[pointer] = nodes.count - 1
        pending.append((pointer, nodes.count - 1))
        return nodes.count - 1
    }

    private mutating func node(at pointer: JSONPointer) throws(SchemaError) -> SchemaNode {
        switch document[pointer: pointer] {
        case .bool(let isTrue):
            return SchemaNode(isFalse: !isTrue)
        case .object(let keywords):
            var builder = SchemaBuilder(pointer)
            for (keyword, value) in keywords {
                try builder.add(keyword, value, &self)
            }
            return builder.node()
        default:
            throw SchemaError(pointer: pointer, keyword: nil, reason: "must be an object, true or false")
        }
    }
}
