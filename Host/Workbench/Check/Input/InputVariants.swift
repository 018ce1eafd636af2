import PatchbayJSON
import PluginHost

/// More inputs that an action must take: each fits its schema, and differs from the sample in one respect.
struct InputVariants {
    let action: ActionDeclaration
    let sample: JSON

    /// What is different, and the input.
    var all: [(what: String, input: JSON)] {
        let form = action.input.document
        let whole = [
            ("only the required fields", InputMaker.input(for: form)), ("every field", InputMaker.input(for: form, complete: true)),
        ].compactMap { what, input in input.map { (what, $0) } }
        let single = (form["properties"]?.object ?? [:]).flatMap { name, field in
            values(field).map { what, value in ("\(name) \(what)", with(name, value)) }
        }
        return (whole + single).filter { action.check($0.1).isEmpty }
    }

    /// Values worth trying in one field.
    private func values(_ field: JSON) -> [(String, JSON)] {
        let choices = InputMaker.choices(field).prefix(20).map { ("= \($0)", $0) }
        guard field["type"]?.string == "string", choices.isEmpty else { return choices }
        let longest = Int(min(field["maxLength"]?.int64 ?? 10_000, 10_000))
        return [
            ("with every kind of character", .string(Self.unicode)), ("with quotes and backslashes", .string(#""\"'</script>{{x}}%s%n"#)),
            ("as long as allowed", .string(String(repeating: "é", count: longest))), ("empty", ""),
        ]
    }

    /// Beyond the basic plane, right to left, combining, zero width, the last scalar, and the highest noncharacter.
    static let unicode = "Grüße, 世界 🧩👩‍👩‍👧 \u{202E}עברית\u{202C} e\u{301} \u{200B}\u{FEFF}\u{10FFFF}\u{1}\t\n"

    private func with(_ name: String, _ value: JSON) -> JSON {
        guard case .object(var members) = sample else { return sample }
        members[name] = value
        return .object(members)
    }
}
