extension JSON {
    /// The document for people: one member or element a line, two spaces of indentation, a space after each colon.
    public func prettyText() -> String {
        var text = ""
        writePretty(into: &text, indentation: "\n")
        return text
    }

    private func writePretty(into text: inout String, indentation: String) {
        let inner = indentation + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() {
                text += (index == 0 ? "[" : ",") + inner
                element.writePretty(into: &text, indentation: inner)
            }
            text += indentation + "]"
        case .object(let members) where !members.isEmpty:
            for (index, member) in members.enumerated() {
                text += (index == 0 ? "{" : ",") + inner + JSON.string(member.key).text() + ": "
                member.value.writePretty(into: &text, indentation: inner)
            }
            text += indentation + "}"
        default:
            text += self.text()
        }
    }
}
