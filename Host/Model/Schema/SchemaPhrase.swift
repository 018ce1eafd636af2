import PatchbayJSON

/// Pieces of the sentences that tell a person what is wrong.
enum SchemaPhrase {
    /// “a, b or c”.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " or " + last
    }

    /// “1 item”, “2 items”.
    static func count(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(count) " + (count == 1 ? noun : plural ?? noun + "s")
    }

    /// “10 characters long”.
    static func length(_ length: Int) -> String { count(length, "character") + " long" }

    /// Some values as JSON, long ones and long lists cut.
    static func values(_ values: [JSON]) -> String {
        let shown = values.prefix(10).map { short($0.text()) }
        return values.count > shown.count ? shown.joined(separator: ", ") + " or one of \(values.count - shown.count) others" : list(shown)
    }

    static func short(_ text: String) -> String {
        text.unicodeScalars.count > 60 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(57))) + "…" : text
    }
}
