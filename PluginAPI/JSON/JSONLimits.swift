/// What a parser accepts from a stranger.
public struct JSONLimits: Hashable, Sendable {
    /// How deep arrays and objects may nest; `[[1]]` has depth 2. At most `maximumDepth`.
    public var depth: Int { didSet { depth = min(depth, Self.maximumDepth) } }
    /// How many values a document may hold, those inside of others included; `[1, {"a": 2}]` holds four.
    ///
    /// It bounds the tree where `bytes` does not: a value of two bytes takes up to 60 in memory, beside the text of strings.
    public var values: Int
    /// The longest document in bytes.
    public var bytes: Int

    /// Values nest on the call stack when they are parsed, compared and freed; this depth is safe on a 512 KiB stack.
    public static let maximumDepth = 512

    public init(depth: Int = 128, values: Int = 1 << 20, bytes: Int = 16 << 20) {
        self.depth = min(depth, Self.maximumDepth)
        self.values = values
        self.bytes = bytes
    }

    /// Depth 128, 1,048,576 values, 16 MiB. The largest document has 16 bytes for each value: records have more, and what has
    /// fewer is lists of small numbers, or meant to be small as text and large as a tree.
    public static let standard = JSONLimits()
}
