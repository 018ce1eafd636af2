/// Part of a list in the order of ids; `next` continues it.
package struct Page<Element: Sendable>: Sendable {
    package let elements: [Element]
    /// The cursor of the next part, nil at the end.
    package let next: String?

    package init(elements: [Element], next: String?) {
        self.elements = elements
        self.next = next
    }
}
