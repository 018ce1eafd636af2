/// How a field is shown and what it holds. A field read as a Swift type has that type's kind unless one of these is given.
extension Trait<Field> {
    /// Several lines of text.
    public static var multiline: Self { kind("multiline") }
    public static var markdown: Self { kind("markdown") }
    public static var email: Self { kind("email") }
    public static var url: Self { kind("url") }
    public static var color: Self { kind("color") }
    /// "2025-03-30".
    public static var date: Self { kind("date") }
    /// "2025-03-30T01:00:00Z".
    public static var dateTime: Self { kind("datetime") }
    /// ISO 8601, "PT15M".
    public static var duration: Self { kind("duration") }
    /// A reference to a file that the host keeps.
    public static var file: Self { kind("file") }

    /// Program text; the language helps the editor.
    public static func code(_ language: String) -> Self {
        Self {
            $0.entry["x-kind"] = "code"
            $0.entry["x-language"] = .string(language)
        }
    }

    /// Never given to a plugin, never shown again.
    public static var secret: Self {
        Self {
            $0.entry["x-kind"] = "secret"
            $0.entry["x-secret"] = true
        }
    }

    public static var integer: Self { kind("integer", type: "integer") }
    public static var number: Self { kind("number", type: "number") }
    public static var boolean: Self { kind("boolean", type: "boolean") }
    /// A list of texts.
    public static var list: Self {
        Self {
            $0.entry["type"] = "array"
            $0.entry["items"] = ["type": "string"]
            $0.entry["x-kind"] = "list"
        }
    }
    /// Any JSON value.
    public static var json: Self {
        Self {
            $0.entry["type"] = nil
            $0.entry["x-kind"] = "json"
        }
    }

    /// An object with these fields, and maybe more.
    public static func object(_ fields: Field...) -> Self {
        Self { $0.entry.merge(Field.schema(of: fields, isOpen: true)) }
    }

    /// A list of objects with these fields, and maybe more.
    public static func objects(_ fields: Field...) -> Self {
        Self {
            $0.entry["type"] = "array"
            $0.entry["items"] = Field.schema(of: fields, isOpen: true)
        }
    }

    private static func kind(_ kind: String, type: String? = nil) -> Self {
        Self { field in
            field.entry["x-kind"] = .string(kind)
            if let type { field.entry["type"] = .string(type) }
        }
    }
}

extension JSONObject {
    fileprivate mutating func merge(_ other: JSON) {
        for (key, value) in other.object ?? [:] { self[key] = value }
    }
}
