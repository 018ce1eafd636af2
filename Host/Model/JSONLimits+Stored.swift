package import PatchbayJSON

extension JSONLimits {
    /// Of documents that Patchbay wrote itself: what is in them was bounded when it came, and putting it together may add a
    /// level and some values.
    package static let stored = JSONLimits(depth: maximumDepth, values: .max, bytes: .max)
}
