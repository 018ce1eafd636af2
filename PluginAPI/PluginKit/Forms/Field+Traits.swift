extension Trait<Field> {
    /// What to enter, in a sentence.
    public static func help(_ text: String) -> Self { .entry("description", .string(text)) }

    /// An example shown while the field is empty.
    public static func placeholder(_ text: String) -> Self { .entry("x-placeholder", .string(text)) }

    public static func examples(_ values: JSON...) -> Self { .entry("examples", .array(values)) }

    /// The value of a field that is left out; so the field need not be given.
    public static func `default`(_ value: JSON) -> Self {
        Self {
            $0.entry["default"] = value
            $0.isRequired = false
        }
    }

    /// Makes a declared field one that may be left out. A field read as an optional type is so by itself.
    public static var optional: Self { Self { $0.isRequired = false } }

    /// How many characters a text has.
    public static func length(_ range: ClosedRange<Int>) -> Self { between("minLength", "maxLength", range) }

    /// How many elements a list has.
    public static func count(_ range: ClosedRange<Int>) -> Self { between("minItems", "maxItems", range) }

    /// Between which numbers a number lies.
    public static func range(_ range: ClosedRange<Int>) -> Self { between("minimum", "maximum", range) }

    /// The smallest number that a number may be.
    public static func range(_ range: PartialRangeFrom<Int>) -> Self { .entry("minimum", range.lowerBound.json) }

    /// Regular expression that a text must match somewhere; anchor it to match the whole.
    public static func pattern(_ expression: String) -> Self { .entry("pattern", .string(expression)) }

    /// Regular expression that each element of a list of texts must match.
    public static func elements(matching expression: String) -> Self {
        Self { field in
            var items = field.entry["items"]?.object ?? ["type": "string"]
            items["pattern"] = .string(expression)
            field.entry["items"] = .object(items)
        }
    }

    /// Shown only when asked for more.
    public static var advanced: Self { .entry("x-advanced", true) }

    /// Fields of one group are shown together, under its name.
    public static func group(_ name: String) -> Self { .entry("x-group", .string(name)) }

    /// Names the field had before; the host renames them.
    public static func aliases(_ ids: String...) -> Self {
        Self {
            $0.entry["x-aliases"] = ids.json
            $0.aliases = ids
        }
    }

    /// - Parameter replacement: Id of the field to use instead.
    public static func deprecated(_ message: String, replacement: String? = nil) -> Self {
        .entry("x-deprecated", .deprecation(message, replacement))
    }

    /// Choices asked for while a person fills in the form.
    public static func options(_ source: OptionSource) -> Self {
        Self {
            $0.entry["x-kind"] = source.hasSearch ? "search_select" : "select"
            $0.entry["x-options"] = source.json
            if !source.dependsOn.isEmpty { $0.entry["x-depends-on"] = source.dependsOn.json }
            $0.options = source
        }
    }

    /// Cleared when one of these fields changes.
    public static func depends(on fields: String...) -> Self { .entry("x-depends-on", fields.json) }

    /// Shown only while another field has this value.
    public static func visible(when field: String, equals value: JSON) -> Self {
        .entry("x-visible-when", ["field": .string(field), "equals": value])
    }

    /// Shown only while another field has one of these values.
    public static func visible(when field: String, in values: JSON...) -> Self {
        .entry("x-visible-when", ["field": .string(field), "in": .array(values)])
    }

    private static func between(_ lower: String, _ upper: String, _ range: ClosedRange<Int>) -> Self {
        Self {
            $0.entry[lower] = range.lowerBound.json
            $0.entry[upper] = range.upperBound.json
        }
    }
}
