/// Lets a property list declarations one below the other, without brackets and commas.
@resultBuilder
public enum Listing<Element> {
    public static func buildExpression(_ element: Element) -> [Element] { [element] }

    public static func buildExpression(_ elements: [Element]) -> [Element] { elements }

    public static func buildBlock(_ parts: [Element]...) -> [Element] { parts.flatMap(\.self) }
}
