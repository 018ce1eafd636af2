/// Where a pattern matched, and what its groups took.
public struct Match: Sendable {
    /// The whole match.
    public let text: Substring
    /// What each group took, the first group at index 0; nil for a group that took no part.
    public let groups: [Substring?]
    private let names: [String?]

    init(_ slots: [Int], in text: String, names: [String?]) {
        func part(_ number: Int) -> Substring? {
            guard slots[2 * number] >= 0, slots[2 * number + 1] >= 0 else { return nil }
            let utf8 = text.utf8
            let start = utf8.index(utf8.startIndex, offsetBy: slots[2 * number])
            return text[start..<utf8.index(utf8.startIndex, offsetBy: slots[2 * number + 1])]
        }
        self.text = part(0) ?? text[text.startIndex..<text.startIndex]
        groups = names.indices.map { part($0 + 1) }
        self.names = names
    }

    public var range: Range<String.Index> { text.startIndex..<text.endIndex }

    /// What the group named `name` took; nil when it took no part or there is no such group.
    public subscript(name: String) -> Substring? {
        names.firstIndex(of: name).flatMap { groups[$0] }
    }
}
