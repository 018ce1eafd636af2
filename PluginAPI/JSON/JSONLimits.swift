/// What a parser accepts from a stranger.
public struct JSONLimits: Hashable, Sendable {
    /// How deep arrays and objects may nest; `[[1]]` has depth 2. At most `maximumDepth`.
    public var depth: Int { didSet { depth = min(depth, Self.maximumDepth) } }
    /// The longest document in bytes.
    public var bytes: Int

    /// Values nest on the call stack when they are parsed, compared and freed; this depth is safe on a 512 KiB stack.
    public static let maximumDepth = 512

    public init(depth: Int = 128, bytes: Int = 16 << 20) {
        self.depth = min(depth, Self.maximumDepth)
        self.bytes = bytes
    }

    /// Depth 128, 16 MiB.
    public static let standard = JSONLimits()
}
